package main

import (
	"context"
	"errors"
	"sort"

	"github.com/grafana/loki/v3/pkg/iter"
	"github.com/grafana/loki/v3/pkg/logproto"
	"github.com/grafana/loki/v3/pkg/logql"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// Streams in memory. Loki's own for tests leaves out what stands beside a line.
type memory struct{ streams []stream }

func (memory) SelectLogs(context.Context, logql.SelectLogParams) (iter.EntryIterator, error) {
	return nil, errors.New("a rule gives numbers, not lines")
}

func (m memory) SelectSamples(_ context.Context, params logql.SelectSampleParams) (iter.SampleIterator, error) {
	selector, err := params.LogSelector()
	if err != nil {
		return nil, err
	}
	expression, err := params.Expr()
	if err != nil {
		return nil, err
	}
	extractors, err := expression.Extractors()
	if err != nil {
		return nil, err
	}
	found := map[string]*logproto.Series{}
	for _, each := range m.streams {
		own, err := parser.ParseMetric(each.Labels)
		if err != nil {
			return nil, err
		}
		if !matches(selector.Matchers(), own) {
			continue
		}
		for _, extractor := range extractors {
			ofStream := extractor.ForStream(own)
			for index, one := range each.Entries {
				value, result, ok := ofStream.Process(one.At.UnixNano(), []byte(one.Line), labels.FromMap(one.Beside)...)
				if !ok {
					continue
				}
				series, known := found[result.String()]
				if !known {
					series = &logproto.Series{Labels: result.String(), StreamHash: ofStream.BaseLabels().Hash()}
					found[result.String()] = series
				}
				series.Samples = append(series.Samples, logproto.Sample{Timestamp: one.At.UnixNano(), Value: value, Hash: uint64(index)})
			}
		}
	}
	all := []logproto.Series{}
	for _, series := range found {
		sort.Sort(series)
		all = append(all, *series)
	}
	return iter.NewTimeRangedSampleIterator(iter.NewMultiSeriesIterator(all), params.Start.UnixNano(), params.End.UnixNano()+1), nil
}

func matches(matchers []*labels.Matcher, own labels.Labels) bool {
	for _, matcher := range matchers {
		if !matcher.Matches(own.Get(matcher.Name)) {
			return false
		}
	}
	return true
}
