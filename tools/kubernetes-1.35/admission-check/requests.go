package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	admissionv1 "k8s.io/api/admissionregistration/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/admission"
	plugincel "k8s.io/apiserver/pkg/admission/plugin/cel"
	"k8s.io/apiserver/pkg/admission/plugin/policy/generic"
	"k8s.io/apiserver/pkg/admission/plugin/policy/matching"
	"k8s.io/apiserver/pkg/admission/plugin/policy/validating"
	"k8s.io/apiserver/pkg/admission/plugin/webhook/matchconditions"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"
	"k8s.io/apiserver/pkg/cel/environment"
	"k8s.io/client-go/kubernetes/fake"
	corelisters "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
)

// A request as the API server hands it to admission. Its object has the kind of the request: a Pod for pods, but
// PodExecOptions for pods/exec.
type request struct {
	Operation   admission.Operation `json:"operation"`
	Group       string              `json:"group"`
	Resource    string              `json:"resource"`
	SubResource string              `json:"subResource"`
	Namespace   string              `json:"namespace"`
	// Empty when a collection is deleted.
	Name   string          `json:"name"`
	Object json.RawMessage `json:"object"`
	Old    json.RawMessage `json:"old"`
	User   string          `json:"user"`
	Groups []string        `json:"groups"`
	// Attributes of the user, as an authenticator takes them from claims.
	Extra map[string][]string `json:"extra"`
	// What the authorizer grants the user besides: "verb group/resource name".
	May []string `json:"may"`
	// Objects that are gone from the cluster when this is asked: "ResourceQuota payments/tenant-quota".
	Without []string `json:"without"`
	// Objects that stand in the cluster as well when this is asked; they replace those of their name.
	With []json.RawMessage `json:"with"`
}

type cluster struct {
	objects []runtime.Object
	// Compiling takes longer than asking.
	compiled map[*admissionv1.ValidatingAdmissionPolicy]validating.Validator
}

func newCluster(objects []runtime.Object) *cluster {
	return &cluster{objects, map[*admissionv1.ValidatingAdmissionPolicy]validating.Validator{}}
}

func (c *cluster) ask(ctx context.Context, r request) ([]string, error) {
	state := []runtime.Object{}
	gone := map[string]bool{}
	for _, name := range r.Without {
		gone[name] = true
	}
	for _, raw := range r.With {
		object, err := decode(raw)
		if err != nil {
			return nil, err
		}
		gone[nameOf(object)] = true
		state = append(state, object)
	}
	for _, object := range c.objects {
		if !gone[nameOf(object)] {
			state = append(state, object)
		}
	}
	attributes, err := r.attributes()
	if err != nil {
		return nil, err
	}
	namespaces := cache.NewIndexer(cache.MetaNamespaceKeyFunc, cache.Indexers{cache.NamespaceIndex: cache.MetaNamespaceIndexFunc})
	stored := []runtime.Object{}
	for _, object := range state {
		if namespace, ok := object.(*corev1.Namespace); ok {
			// The API server sets this label by itself.
			namespace = namespace.DeepCopy()
			if namespace.Labels == nil {
				namespace.Labels = map[string]string{}
			}
			namespace.Labels["kubernetes.io/metadata.name"] = namespace.Name
			if err := namespaces.Add(namespace); err != nil {
				return nil, err
			}
			stored = append(stored, namespace)
		}
	}
	matcher := matching.NewMatcher(corelisters.NewNamespaceLister(namespaces), fake.NewSimpleClientset(stored...))
	dispatcher := validating.NewDispatcher(rights(r.May), generic.NewPolicyMatcher(matcher))
	hooks, err := c.hooksOf(state)
	if err != nil {
		return nil, err
	}
	interfaces := admission.NewObjectInterfacesFromScheme(legacyscheme.Scheme)
	refusals := []string{}
	// One policy at a time: the dispatcher reports the first refusal alone.
	for _, hook := range hooks {
		switch err := dispatcher.Dispatch(ctx, attributes, interfaces, []validating.PolicyHook{hook}); {
		case err == nil:
		case apierrors.IsForbidden(err) || apierrors.IsInvalid(err):
			refusals = append(refusals, err.Error())
		default:
			return nil, err
		}
	}
	return refusals, nil
}

func (r request) attributes() (admission.Attributes, error) {
	var object, old runtime.Object
	var err error
	if r.Object != nil {
		if object, err = decode(r.Object); err != nil {
			return nil, err
		}
	}
	if r.Old != nil {
		if old, err = decode(r.Old); err != nil {
			return nil, err
		}
	}
	either := object
	if either == nil {
		either = old
	}
	if either == nil {
		return nil, errors.New("a request has an object or an old one")
	}
	kind := either.GetObjectKind().GroupVersionKind()
	resource := schema.GroupVersionResource{Group: r.Group, Version: "v1", Resource: r.Resource}
	who := &user.DefaultInfo{Name: r.User, Groups: r.Groups, Extra: r.Extra}
	return admission.NewAttributesRecord(object, old, kind, r.Namespace, r.Name, resource, r.SubResource, r.Operation, nil, false, who), nil
}

func (c *cluster) hooksOf(state []runtime.Object) ([]validating.PolicyHook, error) {
	hooks := []validating.PolicyHook{}
	for _, object := range state {
		policy, ok := object.(*admissionv1.ValidatingAdmissionPolicy)
		if !ok {
			continue
		}
		hook := validating.PolicyHook{Policy: policy}
		for _, other := range state {
			if binding, ok := other.(*admissionv1.ValidatingAdmissionPolicyBinding); ok && binding.Spec.PolicyName == policy.Name {
				hook.Bindings = append(hook.Bindings, binding)
			}
		}
		if _, known := c.compiled[policy]; !known {
			evaluator, err := compile(policy)
			if err != nil {
				return nil, err
			}
			c.compiled[policy] = evaluator
		}
		hook.Evaluator = c.compiled[policy]
		if kind := policy.Spec.ParamKind; kind != nil {
			informer, err := parametersOf(*kind, state)
			if err != nil {
				return nil, err
			}
			hook.ParamInformer, hook.ParamScope = informer, meta.RESTScopeNamespace
		}
		hooks = append(hooks, hook)
	}
	return hooks, nil
}

// Compile does what the plugin does with a policy that it finds in the cluster.
func compile(policy *admissionv1.ValidatingAdmissionPolicy) (validating.Validator, error) {
	base, err := plugincel.NewCompositionEnv(plugincel.VariablesTypeName, environment.MustBaseEnvSet(environment.DefaultCompatibilityVersion()))
	if err != nil {
		return nil, err
	}
	compiler := plugincel.NewCompositedCompilerFromTemplate(base)
	hasParams := policy.Spec.ParamKind != nil
	known := plugincel.OptionalVariableDeclarations{HasParams: hasParams, HasAuthorizer: true}
	inMessages := plugincel.OptionalVariableDeclarations{HasParams: hasParams}
	var variables []plugincel.NamedExpressionAccessor
	var conditions, expressions, messages []plugincel.ExpressionAccessor
	for _, v := range policy.Spec.Variables {
		variables = append(variables, &validating.Variable{Name: v.Name, Expression: v.Expression})
	}
	for i := range policy.Spec.MatchConditions {
		conditions = append(conditions, (*matchconditions.MatchCondition)(&policy.Spec.MatchConditions[i]))
	}
	for _, v := range policy.Spec.Validations {
		expressions = append(expressions, &validating.ValidationCondition{Expression: v.Expression, Message: v.Message, Reason: v.Reason})
		if v.MessageExpression == "" {
			messages = append(messages, nil)
			continue
		}
		messages = append(messages, &validating.MessageExpressionCondition{MessageExpression: v.MessageExpression})
	}
	compiler.CompileAndStoreVariables(variables, known, environment.StoredExpressions)
	matcher := matchconditions.NewMatcher(
		compiler.CompileCondition(conditions, known, environment.StoredExpressions),
		policy.Spec.FailurePolicy, "policy", "validate", policy.Name)
	return validating.NewValidator(
		compiler.CompileCondition(expressions, known, environment.StoredExpressions),
		matcher,
		compiler.CompileCondition(nil, known, environment.StoredExpressions),
		compiler.CompileCondition(messages, inMessages, environment.StoredExpressions),
		policy.Spec.FailurePolicy), nil
}

type parameters struct {
	informer cache.SharedIndexInformer
	resource schema.GroupResource
}

func (p parameters) Informer() cache.SharedIndexInformer { return p.informer }
func (p parameters) Lister() cache.GenericLister {
	return cache.NewGenericLister(p.informer.GetIndexer(), p.resource)
}

// An informer that is synchronized from the start and never asks a server.
type filled struct{ cache.SharedIndexInformer }

func (filled) HasSynced() bool { return true }

func parametersOf(kind admissionv1.ParamKind, state []runtime.Object) (parameters, error) {
	informer := cache.NewSharedIndexInformer(&cache.ListWatch{}, &metav1.PartialObjectMetadata{}, 0,
		cache.Indexers{cache.NamespaceIndex: cache.MetaNamespaceIndexFunc})
	for _, object := range state {
		version, name := object.GetObjectKind().GroupVersionKind().ToAPIVersionAndKind()
		if version != kind.APIVersion || name != kind.Kind {
			continue
		}
		if err := informer.GetIndexer().Add(object); err != nil {
			return parameters{}, fmt.Errorf("parameter %s: %w", nameOf(object), err)
		}
	}
	return parameters{informer: filled{informer}, resource: schema.GroupResource{Resource: kind.Kind}}, nil
}

// Rights answers the authorizer of expressions: what is listed is granted, nothing else.
type rights []string

func (may rights) Authorize(_ context.Context, a authorizer.Attributes) (authorizer.Decision, string, error) {
	asked := fmt.Sprintf("%s %s/%s %s", a.GetVerb(), a.GetAPIGroup(), a.GetResource(), a.GetName())
	for _, right := range may {
		if right == asked {
			return authorizer.DecisionAllow, "", nil
		}
	}
	return authorizer.DecisionNoOpinion, "", nil
}
