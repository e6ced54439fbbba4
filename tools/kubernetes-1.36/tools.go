//go:build tools

// Package tools names the Kubernetes programs that the proving ground runs, so that go.mod pins them and nothing else.
package tools

import (
	_ "k8s.io/kubernetes/cmd/kube-apiserver"
	_ "k8s.io/kubernetes/cmd/kube-controller-manager"
	_ "k8s.io/kubernetes/cmd/kubeadm"
)
