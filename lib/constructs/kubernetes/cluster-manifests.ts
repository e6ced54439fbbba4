import { Construct } from "constructs";
import type { ClusterSpec } from "../../spec/cluster-spec";
import { targetOfPods } from "../../spec/forwarder-pods";
import { dnsAddressOf, personasInUse } from "../../spec/derived";
import { PERSONAS, personaWord } from "../../spec/persona-facts";
import { requireSpec } from "../../spec/require-spec";
import { policyInputs } from "../../pillars/admission/policies/described-policies";
import { gateManifests } from "../gate/manifest-gate";
import { AdmissionPolicies } from "./admission-policies";
import { GitOpsHandOver } from "./gitops-hand-over";
import { AutoModeNetwork } from "./auto-mode-network";
import { BreakGlassAccess } from "./break-glass-access";
import { CertificateApproval } from "./certificate-approval";
import { ImagesByDigest } from "./images-by-digest";
import { OwnPersonaRole } from "./own-persona-role";
import { KubeletClientAccess } from "./kubelet-client-access";
import { LogForwarder } from "./log-forwarder";
import { PersonaBindings } from "./persona-bindings";
import { PersonaRole } from "./persona-role";
import { applyPatches } from "./patches";
import { TenantApiServer } from "./tenant-api-server";
import { TenantNamespace } from "./tenant-namespace";
import { TenantPodIdentity } from "./tenant-pod-identity";

/** The cluster to write manifests for. */
export interface ClusterManifestsProps {
  readonly spec: ClusterSpec;
}

/**
 * Everything that a described cluster must hold, on every profile, in the order in which it is applied: the admission
 * policies, so that no pod slips in before them; the tenants; the roles of personas, but none that nobody holds, for it would
 * only wait for a binding; who holds them; what is pulled into which tenant. The description's patches come last.
 */
export class ClusterManifests extends Construct {
  readonly imagesByDigest: ImagesByDigest;
  readonly admission: AdmissionPolicies;
  /** By name, in the order of names: the order of the description changes no byte. */
  readonly tenants: ReadonlyMap<string, TenantNamespace>;
  /** By persona: `viewer`, `own:release`, `machine:metrics`. */
  readonly roles: ReadonlyMap<string, PersonaRole | OwnPersonaRole>;
  readonly bindings: PersonaBindings;
  /** Where pods forward what pods write. */
  readonly logForwarder: LogForwarder | undefined;
  /** What tenants are delivered; undefined when the description has no delivery. */
  readonly handOver: GitOpsHandOver | undefined;
  /** The role of whoever breaks glass and its binding; undefined when the description lets nobody. */
  readonly breakGlass: BreakGlassAccess | undefined;
  /** What the API server may ask kubelets; undefined where it is not kubeadm that makes its certificate. */
  readonly kubeletClient: KubeletClientAccess | undefined;
  /** Who decides on requests for certificates, and who asks; undefined where no machine of ours does. */
  readonly certificateApproval: CertificateApproval | undefined;

  constructor(scope: Construct, id: string, props: ClusterManifestsProps) {
    super(scope, id);
    gateManifests(this);
    const { spec } = props;
    requireSpec(spec, this.node.path);
    const byName = [...spec.tenants].sort((a, b) => (a.name < b.name ? -1 : 1));

    this.imagesByDigest = new ImagesByDigest(this, "images-by-digest", { warnOnly: spec.admission.warnOnly });
    this.admission = new AdmissionPolicies(this, "admission", {
      ...policyInputs(spec),
      warnOnly: spec.admission.warnOnly,
    });
    this.tenants = new Map(
      byName.map(({ needsApiServer: _, logSink: __, ...tenant }) => [
        tenant.name,
        new TenantNamespace(this, `tenant-${tenant.name}`, { tenant, kubernetesVersion: spec.kubernetesVersion }),
      ]),
    );
    const addresses = controlPlaneAddresses(spec);
    for (const { name } of byName.filter(({ needsApiServer }) => needsApiServer === true)) {
      new TenantApiServer(this, `tenant-${name}-api-server`, { tenant: name, addresses });
    }
    for (const name of tenantsWithPodIdentity(spec)) {
      new TenantPodIdentity(this, `tenant-${name}-pod-identity`, { tenant: name });
    }
    if (spec.profile.kind === "cloud" && spec.profile.autoMode !== undefined) {
      const dnsAddress = dnsAddressOf(spec.profile.autoMode.serviceRange);
      new AutoModeNetwork(this, "auto-mode-network", { tenants: byName.map(({ name }) => name), dnsAddress });
    }
    this.roles = this.rolesOf(spec);
    this.bindings = new PersonaBindings(this, "bindings", { spec });
    if (targetOfPods(spec.logs) !== undefined) this.logForwarder = new LogForwarder(this, "log-forwarder", { spec });
    this.handOver =
      spec.delivery &&
      new GitOpsHandOver(this, "delivery", {
        delivery: spec.delivery,
        ...(addresses.length === 0 ? {} : { controlPlane: addresses }),
      });
    this.breakGlass = spec.breakGlass === undefined ? undefined : new BreakGlassAccess(this, "break-glass");
    if (spec.profile.kind === "data-center") this.kubeletClient = new KubeletClientAccess(this, "kubelet-client");
    if (spec.profile.kind !== "cloud")
      this.certificateApproval = new CertificateApproval(this, "certificate-approval", { spec });
    // The name is not asked for in vain: clusters that differ in nothing but their names have the same manifests.
    if (spec.patches.length > 0) applyPatches(this, spec.patches, `cluster ${spec.name}`);
  }

  private rolesOf({ access, personas }: ClusterSpec): ReadonlyMap<string, PersonaRole | OwnPersonaRole> {
    const own = new Map(personas.map((persona) => [personaWord({ own: persona.name }, personas), persona]));
    return new Map(
      personasInUse(access, personas).flatMap((word): readonly [string, PersonaRole | OwnPersonaRole][] => {
        const id = `persona-${word.replace(":", "-")}`;
        const declared = own.get(word);
        if (declared !== undefined) return [[word, new OwnPersonaRole(this, id, { persona: declared })]];
        const persona = PERSONAS.find((name) => name === word);
        return persona === undefined ? [] : [[word, new PersonaRole(this, id, { persona })]];
      }),
    );
  }
}

/** The namespaces of accounts that have a role in AWS. */
function tenantsWithPodIdentity({ profile }: ClusterSpec): readonly string[] {
  return profile.kind === "cloud" ? [...new Set(profile.podIdentities.map(({ namespace }) => namespace))].sort() : [];
}

/** Where the API server answers, as far as the description tells; the checks refuse tenants that need it elsewhere. */
function controlPlaneAddresses({ profile }: ClusterSpec): readonly string[] {
  switch (profile.kind) {
    case "cloud":
      return [];
    case "data-center":
      return profile.controlPlaneNodes.map(({ address }) => address);
    case "edge":
      return [profile.node.address];
  }
}
