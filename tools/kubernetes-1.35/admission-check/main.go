// Admission-check reads Kubernetes objects and requests as JSON from its standard input and says, by the API
// server's own code at the version that go.mod pins, whether the objects are valid, whether the expressions of
// their admission policies have the right types, and which requests the policies admit.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	admissionv1 "k8s.io/api/admissionregistration/v1"
	"k8s.io/apimachinery/pkg/api/meta/testrestmapper"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	jsonserializer "k8s.io/apimachinery/pkg/runtime/serializer/json"
	"k8s.io/apiserver/pkg/admission/plugin/policy/validating"
	"k8s.io/apiserver/pkg/cel/openapi/resolver"
	k8sscheme "k8s.io/client-go/kubernetes/scheme"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	_ "k8s.io/kubernetes/pkg/apis/admissionregistration/install"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	_ "k8s.io/kubernetes/pkg/apis/authentication/install"
	_ "k8s.io/kubernetes/pkg/apis/autoscaling/install"
	_ "k8s.io/kubernetes/pkg/apis/batch/install"
	_ "k8s.io/kubernetes/pkg/apis/certificates/install"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	_ "k8s.io/kubernetes/pkg/apis/networking/install"
	_ "k8s.io/kubernetes/pkg/apis/policy/install"
	_ "k8s.io/kubernetes/pkg/apis/rbac/install"
	"k8s.io/kubernetes/pkg/generated/openapi"
)

type input struct {
	// What is applied to the cluster, policies and their bindings among it.
	Objects []json.RawMessage `json:"objects"`
	// What is then asked of it.
	Requests []request `json:"requests"`
}

type output struct {
	// What is wrong with objects, one line each.
	Invalid []string `json:"invalid"`
	// What the type checker says of expressions, one line each.
	Types []string `json:"types"`
	// How many policies had a type to be checked against.
	Typed int `json:"typed"`
	// For each request the messages of refusals; empty when it is admitted.
	Refusals [][]string `json:"refusals"`
}

func main() {
	var in input
	if err := json.NewDecoder(os.Stdin).Decode(&in); err != nil {
		fmt.Fprintln(os.Stderr, "the input cannot be read:", err)
		os.Exit(2)
	}
	out := output{Invalid: []string{}, Types: []string{}, Refusals: [][]string{}}
	objects := []runtime.Object{}
	for index, raw := range in.Objects {
		object, err := decode(raw)
		if err != nil {
			out.Invalid = append(out.Invalid, fmt.Sprintf("object %d: %v", index, err))
			continue
		}
		for _, problem := range validate(object) {
			out.Invalid = append(out.Invalid, fmt.Sprintf("%s: %v", nameOf(object), problem))
		}
		objects = append(objects, object)
	}
	for _, object := range objects {
		if policy, ok := object.(*admissionv1.ValidatingAdmissionPolicy); ok {
			typed, warnings := checkTypes(policy)
			out.Types = append(out.Types, warnings...)
			if typed {
				out.Typed++
			}
		}
	}
	cluster := newCluster(objects)
	for index, asked := range in.Requests {
		refusals, err := cluster.ask(context.Background(), asked)
		if err != nil {
			fmt.Fprintf(os.Stderr, "request %d cannot be asked: %v\n", index, err)
			os.Exit(2)
		}
		out.Refusals = append(out.Refusals, refusals)
	}
	if err := json.NewEncoder(os.Stdout).Encode(out); err != nil {
		panic(err)
	}
}

var strict = jsonserializer.NewSerializerWithOptions(
	jsonserializer.DefaultMetaFactory, legacyscheme.Scheme, legacyscheme.Scheme,
	jsonserializer.SerializerOptions{Strict: true},
)

// Decode refuses unknown fields and fills in what the API server would fill in.
func decode(raw json.RawMessage) (runtime.Object, error) {
	object, _, err := strict.Decode(raw, nil, nil)
	if err != nil {
		return nil, err
	}
	legacyscheme.Scheme.Default(object)
	return object, nil
}

func nameOf(object runtime.Object) string {
	kind := object.GetObjectKind().GroupVersionKind().Kind
	if accessor, ok := object.(metav1.ObjectMetaAccessor); ok {
		meta := accessor.GetObjectMeta()
		return fmt.Sprintf("%s %s/%s", kind, meta.GetNamespace(), meta.GetName())
	}
	return kind
}

func internal(object runtime.Object) (runtime.Object, error) {
	group := object.GetObjectKind().GroupVersionKind().Group
	return legacyscheme.Scheme.ConvertToVersion(object, schema.GroupVersion{Group: group, Version: runtime.APIVersionInternal})
}

// CheckTypes is the type checker that fills in status.typeChecking, and beyond it match conditions and variables.
func checkTypes(policy *admissionv1.ValidatingAdmissionPolicy) (bool, []string) {
	checker := &validating.TypeChecker{
		SchemaResolver: resolver.NewDefinitionsSchemaResolver(openapi.GetOpenAPIDefinitions, k8sscheme.Scheme),
		RestMapper:     testrestmapper.TestOnlyStaticRESTMapper(k8sscheme.Scheme),
	}
	types := checker.CreateContext(policy)
	if types == nil {
		return false, nil
	}
	found := []string{}
	for _, warning := range checker.Check(policy) {
		found = append(found, fmt.Sprintf("%s %s: %s", policy.Name, warning.FieldRef, warning.Warning))
	}
	more := map[string]string{}
	for _, condition := range policy.Spec.MatchConditions {
		more["matchConditions "+condition.Name] = condition.Expression
	}
	for _, variable := range policy.Spec.Variables {
		more["variables "+variable.Name] = variable.Expression
	}
	for where, expression := range more {
		if results := checker.CheckExpression(types, expression); len(results) != 0 {
			found = append(found, fmt.Sprintf("%s %s: %s", policy.Name, where, results.String()))
		}
	}
	return true, found
}
