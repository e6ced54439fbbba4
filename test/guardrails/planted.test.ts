import type { WrittenDocument } from "../../lib/guardrails/document";
import { closedStack } from "../../lib/guardrails/fixtures/closed-stack";
import { application, fluxSource } from "../../lib/guardrails/fixtures/deliveries";
import { manifests, userData, type WrittenObject, configFile } from "../../lib/guardrails/fixtures/written";
import { judge } from "../../lib/guardrails/judge";

/** What a colleague plants, the rule that must find it, and the legitimate twin, with what the team allows by name for it. */
interface Planted {
  readonly planted: readonly WrittenDocument[];
  readonly rule: string;
  readonly twin: readonly WrittenDocument[];
  readonly allow: readonly string[];
}

const cases: Readonly<Record<string, Planted>> = {
  "a stack of CloudFormation": {
    planted: [closedStack({ "aws_cloudformation_stack.legacy": { template_body: "{}" } })],
    rule: "known-shapes",
    twin: [closedStack({ "aws_cloudformation_stack.legacy": { template_body: "{}" } })],
    allow: ["aws_cloudformation_stack.legacy"],
  },
  "a module of the registry with a public endpoint": {
    planted: [calling({ endpoint_public_access: true })],
    rule: "modules-open-nothing",
    twin: [calling({ endpoint_public_access: false })],
    allow: ["module.eks"],
  },
  "a HelmChart of k3s": {
    planted: manifests(object("helm.cattle.io/v1", "HelmChart", { chart: "stable/web" })),
    rule: "nothing-behind-the-configuration",
    twin: manifests({ ...object("v1", "ConfigMap", {}), data: { page: "hello" } }),
    allow: [],
  },
  "a HelmChartConfig of k3s": {
    planted: manifests(object("helm.cattle.io/v1", "HelmChartConfig", { valuesContent: "hostNetwork: true" })),
    rule: "nothing-behind-the-configuration",
    twin: manifests({ ...object("v1", "ConfigMap", {}), data: { page: "hello" } }),
    allow: [],
  },
  "a drop-in of k3s": {
    planted: userData({ "/etc/rancher/k3s/config.yaml.d/99-open.yaml": "write-kubeconfig-mode: '0644'\n" }),
    rule: "nothing-behind-the-configuration",
    twin: userData({ "/etc/sysctl.d/90-portcullis.conf": "kernel.panic = 10\n" }),
    allow: [],
  },
  "patches of kubeadm": {
    planted: configFile({
      apiVersion: "kubeadm.k8s.io/v1beta4",
      kind: "InitConfiguration",
      bootstrapTokens: [{ ttl: "1h0m0s" }],
      patches: { directory: "/etc/kubernetes/patches" },
    }),
    rule: "nothing-behind-the-configuration",
    twin: configFile({
      apiVersion: "kubeadm.k8s.io/v1beta4",
      kind: "InitConfiguration",
      bootstrapTokens: [{ ttl: "1h0m0s" }],
    }),
    allow: [],
  },
  "a file of patches for kubeadm": {
    planted: userData({ "/etc/kubernetes/patches/kube-apiserver+merge.yaml": "spec: {}\n" }),
    rule: "nothing-behind-the-configuration",
    twin: userData({ "/etc/sysctl.d/90-portcullis.conf": "kernel.panic = 10\n" }),
    allow: [],
  },
  "an OCIRepository by its tag": fetching(
    fluxSource("OCIRepository", { ref: { tag: "v1" } }),
    fluxSource("OCIRepository"),
  ),
  "a GitRepository at a branch": fetching(
    fluxSource("GitRepository", { ref: { branch: "main" } }),
    fluxSource("GitRepository"),
  ),
  "a source by plain http": fetching(
    fluxSource("GitRepository", { url: "http://git.example.com/shop" }),
    fluxSource("GitRepository"),
  ),
  "an Application of Argo CD at HEAD": fetching(
    application({ source: { repoURL: "https://git.example.com/shop", targetRevision: "HEAD", path: "." } }),
    application(),
  ),
  "a HelmRelease, whose objects nobody sees": unseen("helm.toolkit.fluxcd.io/v2", "HelmRelease"),
  "a bucket, whose content changes under its name": unseen("source.toolkit.fluxcd.io/v1", "Bucket"),
  "an ApplicationSet of Argo CD, whose applications nobody sees": unseen("argoproj.io/v1alpha1", "ApplicationSet"),
  "an EndpointSlice at the API server": routed("discovery.k8s.io/v1", "EndpointSlice", (target) => ({
    addressType: "IPv4",
    endpoints: [{ addresses: ["10.40.0.11"] }],
    ports: [{ port: target === "api" ? 6443 : 8443 }],
  })),
  "Endpoints at the API server": routed("v1", "Endpoints", (target) => ({
    subsets: [{ addresses: [{ ip: "10.40.0.11" }], ports: [{ port: target === "api" ? 6443 : 8443 }] }],
  })),
  "an ExternalName for the API server": {
    planted: manifests(object("v1", "Service", { type: "ExternalName", externalName: "kubernetes.default.svc" })),
    rule: "api-server-not-published",
    twin: manifests(object("v1", "Service", { selector: { app: "web" }, ports: [{ port: 80 }] })),
    allow: [],
  },
  "an Ingress to the API server": routed("networking.k8s.io/v1", "Ingress", (target) => ({
    spec: { defaultBackend: { service: { name: target === "api" ? "kubernetes" : "web", port: { number: 443 } } } },
  })),
  ...Object.fromEntries(
    ["HTTPRoute", "TLSRoute", "TCPRoute"].map((kind) => [
      `a ${kind} to the API server`,
      routed("gateway.networking.k8s.io/v1", kind, (target) => ({
        spec: { rules: [{ backendRefs: [{ name: target === "api" ? "kubernetes" : "web", port: 443 }] }] },
      })),
    ]),
  ),
  "a trust with BoolIfExists": {
    planted: [trusting("BoolIfExists")],
    rule: "second-factor-for-roles",
    twin: [trusting("Bool")],
    allow: [],
  },
  // How other libraries went wrong: a switch compared with one spelling, and a default of everybody behind one flag.
  "a public endpoint written as the text true": {
    planted: [endpoint({ endpoint_public_access: "true" })],
    rule: "private-endpoint",
    twin: [endpoint({ endpoint_public_access: "false" })],
    allow: [],
  },
  "a public endpoint in capital letters": {
    planted: [endpoint({ endpoint_public_access: "TRUE" })],
    rule: "private-endpoint",
    twin: [endpoint({ endpoint_public_access: false })],
    allow: [],
  },
  "a private endpoint that is the text False": {
    planted: [endpoint({ endpoint_private_access: "False" })],
    rule: "private-endpoint",
    twin: [endpoint({ endpoint_private_access: "true" })],
    allow: [],
  },
  "a public endpoint whose sources are left to the provider, which takes everybody": {
    planted: [endpoint({ endpoint_public_access: true })],
    rule: "private-endpoint",
    twin: [endpoint({ endpoint_public_access: false })],
    allow: [],
  },
  "a public endpoint for private ranges alone": {
    planted: [endpoint({ endpoint_public_access: true, public_access_cidrs: ["10.8.0.0/16"] })],
    rule: "private-endpoint",
    twin: [endpoint({ endpoint_public_access: false, public_access_cidrs: null })],
    allow: [],
  },
};

describe.each(Object.entries(cases))("%s", (_, { planted, rule, twin, allow }) => {
  const allowances = allow.map((name) => ({ name, why: "the team's own, reviewed in its folder" }));

  test("refuses it", () => {
    expect(judge(planted).findings.map((finding) => finding.rule)).toContain(rule);
  });

  test("refuses it also where every unknown shape in it is allowed by name, unless it is nothing else", () => {
    if (rule === "known-shapes") return;
    const names = judge(planted).findings.flatMap(({ rule: id, message }) =>
      id === "known-shapes"
        ? [...message.matchAll(/allow it as ("(?:[^"\\]|\\.)*")/g)].map(([, name = '""']) => String(JSON.parse(name)))
        : [],
    );
    const all = names.map((name) => ({ name, why: "the team's own, reviewed in its folder" }));
    expect(judge(planted, { allowances: all }).findings.map((finding) => finding.rule)).toContain(rule);
  });

  test("lets the twin pass", () => {
    expect(judge(twin, { allowances }).findings.filter((finding) => finding.rule === rule || allow.length > 0)).toEqual(
      [],
    );
  });
});

function object(apiVersion: string, kind: string, spec: WrittenObject, namespace = "team"): WrittenObject {
  return { apiVersion, kind, metadata: { name: "web", namespace }, spec };
}

function fetching(planted: readonly WrittenDocument[], twin: readonly WrittenDocument[]): Planted {
  return { planted, rule: "deliveries-are-pinned", twin, allow: [] };
}

function unseen(apiVersion: string, kind: string): Planted {
  const written = manifests(object(apiVersion, kind, {}));
  return { planted: written, rule: "known-shapes", twin: written, allow: [`${kind}/team/web`] };
}

function routed(apiVersion: string, kind: string, body: (target: "api" | "own") => WrittenObject): Planted {
  const written = (target: "api" | "own") =>
    manifests({ apiVersion, kind, metadata: { name: "web", namespace: "default" }, ...body(target) });
  return {
    planted: written("api"),
    rule: "api-server-not-published",
    twin: written("own"),
    allow: [`${kind}/default/web`],
  };
}

function calling(inputs: WrittenObject): WrittenDocument {
  return closedStack(
    {},
    { module: { eks: { source: "terraform-aws-modules/eks/aws", version: "21.0.0", ...inputs } } },
  );
}

function trusting(operator: string): WrittenDocument {
  const Statement = {
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::123456789012:root" },
    Action: "sts:AssumeRole",
    Condition: { [operator]: { "aws:MultiFactorAuthPresent": "true" } },
  };
  return closedStack({
    "aws_iam_role.people": { assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement }) },
  });
}

function endpoint(change: WrittenObject): WrittenDocument {
  const closed = {
    endpoint_private_access: true,
    endpoint_public_access: false,
    subnet_ids: ["${aws_subnet.a.id}", "${aws_subnet.b.id}"],
  };
  return closedStack({
    "aws_eks_cluster.main": {
      vpc_config: { ...closed, security_group_ids: ["${aws_security_group.api.id}"], ...change },
    },
  });
}
