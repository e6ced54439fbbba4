//go:build tools

// Package tools names the program that the proving ground runs, so that go.mod pins it and nothing else.
package tools

import _ "go.etcd.io/etcd/server/v3"
