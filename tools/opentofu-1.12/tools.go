//go:build tools

// Package tools names the program that the conformance tests run, so that go.mod pins it and nothing else.
package tools

import _ "github.com/opentofu/opentofu/cmd/tofu"
