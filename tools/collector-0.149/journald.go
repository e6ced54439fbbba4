package main

import (
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/stanza/adapter"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/stanza/operator"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/stanza/operator/input/journald"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/receiver"
)

type journaldConfig struct {
	InputConfig        journald.Config `mapstructure:",squash"`
	adapter.BaseConfig `mapstructure:",squash"`
}

type journaldType struct{}

func (journaldType) Type() component.Type { return component.MustNewType("journald") }

func (journaldType) CreateDefaultConfig() component.Config {
	return &journaldConfig{InputConfig: *journald.NewConfig()}
}

func (journaldType) BaseConfig(config component.Config) adapter.BaseConfig {
	return config.(*journaldConfig).BaseConfig
}

func (journaldType) InputConfig(config component.Config) operator.Config {
	return operator.NewConfig(&config.(*journaldConfig).InputConfig)
}

// The receiver of the journal, as the distribution contrib names it.
func newJournald() receiver.Factory {
	return adapter.NewFactory(journaldType{}, component.StabilityLevelAlpha)
}
