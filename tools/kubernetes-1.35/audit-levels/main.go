// Audit-levels reads audit policies and requests as JSON from its standard input and says, by the API server's own code at the
// version that go.mod pins, at which level each policy records each request and which stages it leaves out.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	auditinternal "k8s.io/apiserver/pkg/apis/audit"
	auditpolicy "k8s.io/apiserver/pkg/audit/policy"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"
)

// A policy and what is asked under it.
type question struct {
	Policy   json.RawMessage `json:"policy"`
	Requests []request       `json:"requests"`
}

type request struct {
	User        string   `json:"user"`
	Groups      []string `json:"groups"`
	Verb        string   `json:"verb"`
	Group       string   `json:"group"`
	Resource    string   `json:"resource"`
	SubResource string   `json:"subResource"`
	Namespace   string   `json:"namespace"`
	Name        string   `json:"name"`
	// Set for what is no resource.
	Path string `json:"path"`
}

type answer struct {
	// Why the policy is none; nothing is said of requests then.
	Invalid string   `json:"invalid,omitempty"`
	Records []record `json:"records"`
}

type record struct {
	Level      string   `json:"level"`
	OmitStages []string `json:"omitStages"`
}

func main() {
	var questions []question
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		fmt.Fprintln(os.Stderr, "the input cannot be read:", err)
		os.Exit(2)
	}
	answers := []answer{}
	for _, each := range questions {
		answers = append(answers, answerTo(each))
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func answerTo(asked question) answer {
	policy, err := auditpolicy.LoadPolicyFromBytes(asked.Policy)
	if err != nil {
		return answer{Invalid: err.Error(), Records: []record{}}
	}
	evaluator := auditpolicy.NewPolicyRuleEvaluator(policy)
	out := answer{Records: []record{}}
	for _, each := range asked.Requests {
		config := evaluator.EvaluatePolicyRule(attributesOf(each))
		out.Records = append(out.Records, record{Level: string(config.Level), OmitStages: stages(config.OmitStages)})
	}
	return out
}

func attributesOf(asked request) authorizer.Attributes {
	return authorizer.AttributesRecord{
		User:            &user.DefaultInfo{Name: asked.User, Groups: asked.Groups},
		Verb:            asked.Verb,
		Namespace:       asked.Namespace,
		APIGroup:        asked.Group,
		Resource:        asked.Resource,
		Subresource:     asked.SubResource,
		Name:            asked.Name,
		ResourceRequest: asked.Path == "",
		Path:            asked.Path,
	}
}

func stages(of []auditinternal.Stage) []string {
	names := []string{}
	for _, stage := range of {
		names = append(names, string(stage))
	}
	return names
}
