import {
  awsIam,
  type CloudClusterSpec,
  type ClusterInput,
  type ClusterSpec,
  certificateGroup,
  clientCertificates,
  cloud,
  dataCenter,
  defineCluster,
  edge,
  InvalidCluster,
  iamRole,
  oidcGroup,
} from "portcullis";
import type { z } from "zod";
import type {
  CloudClusterInput,
  ClusterData,
  DataCenterClusterInput,
  EdgeClusterInput,
} from "../../lib/spec/cluster-spec";
import type {
  anyClusterSchema,
  cloudClusterSchema,
  dataCenterClusterSchema,
  edgeClusterSchema,
} from "../../lib/spec/parse/cluster";

/** One spelling for types that say the same: readonly to the bottom, intersections flattened. */
type Plain<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer Element)[]
    ? readonly Plain<Element>[]
    : { readonly [Key in keyof T]: Plain<T[Key]> };

type Same<A, B> = (<T>() => T extends Plain<A> ? 1 : 2) extends <T>() => T extends Plain<B> ? 1 : 2 ? true : false;

/** The data of a cluster with the profiles side by side, as the schema for any profile has them. */
type DataOfAnyProfile = { readonly [Key in keyof ClusterData]: ClusterData[Key] };

// These lines do not compile when a schema and its interface say different things, either way.
const sameCloudInput: Same<z.input<typeof cloudClusterSchema>, CloudClusterInput> = true;
const sameDataCenterInput: Same<z.input<typeof dataCenterClusterSchema>, DataCenterClusterInput> = true;
const sameEdgeInput: Same<z.input<typeof edgeClusterSchema>, EdgeClusterInput> = true;
const sameData: Same<z.output<typeof anyClusterSchema>, DataOfAnyProfile> = true;
// And the comparison itself can say no.
const differs: Same<{ readonly a?: string | undefined }, { readonly a: string | undefined }> = false;
const lacks: Same<{ readonly a?: string | undefined }, object> = false;

const shared = { name: "x", baseline: 1, kubernetesVersion: "1.35", apiServer: { reachableFrom: [] } } as const;
const profile = dataCenter({ apiServerName: "api.example.com", controlPlaneNodes: [], nodeRanges: [] });
const noWay = { authentication: { methods: [] }, access: [] };
const onCloud = { ...shared, profile: cloud({ region: "eu-central-1" }), ...noWay };
const node = { name: "x", address: "192.168.7.10" };
const atTheEdge = { ...shared, profile: edge({ apiServerName: "x.example.com", node, registryMirrors: [] }), ...noWay };
const onMachines = { ...shared, profile, ...noWay };

const withIam = { methods: [awsIam()] };
const withCertificates = { methods: [clientCertificates()] };
const role = { who: iamRole("arn"), persona: "recovery" } as const;
const certificate = { who: certificateGroup("x"), persona: "recovery" } as const;
const admin = { who: oidcGroup("x"), persona: "admin" } as const;

// @ts-expect-error awsIam() does not exist in a data-center
const wrongMethod: DataCenterClusterInput = { ...onMachines, authentication: withIam };
// @ts-expect-error awsIam() does not exist at the edge
const wrongMethodAtTheEdge: EdgeClusterInput = { ...atTheEdge, authentication: withIam };
// @ts-expect-error an IAM role is nobody at the edge
const wrongSubjectAtTheEdge: EdgeClusterInput = { ...atTheEdge, access: [role] };
// @ts-expect-error clientCertificates() does not exist in the cloud
const otherWrongMethod: CloudClusterInput = { ...onCloud, authentication: withCertificates };
// @ts-expect-error an IAM role is nobody in a data-center
const wrongSubject: DataCenterClusterInput = { ...onMachines, access: [role] };
// @ts-expect-error a certificate is nobody in the cloud
const otherWrongSubject: CloudClusterInput = { ...onCloud, access: [certificate] };
// @ts-expect-error there is no such persona
const wrongPersona: CloudClusterInput = { ...onCloud, access: [admin] };
// @ts-expect-error a version is a text: the number 1.30 would be 1.3
const wrongVersion: CloudClusterInput = { ...onCloud, kubernetesVersion: 1.35 };

// The same holds for what defineCluster takes, and the profile decides what it returns.
// @ts-expect-error awsIam() does not exist in a data-center
const wrongForDefine = () => defineCluster({ ...onMachines, authentication: withIam });
const rightMethod = { ...onCloud, authentication: withIam };
const cloudSpec = (): CloudClusterSpec => defineCluster(rightMethod);
const anySpec = (input: ClusterInput): ClusterSpec => defineCluster(input);

describe("types", () => {
  test("of schemas and interfaces are the same, and the profile narrows what may be written", () => {
    expect([sameCloudInput, sameDataCenterInput, sameEdgeInput, sameData]).toEqual([true, true, true, true]);
    expect([differs, lacks]).toEqual([false, false]);
    expect([wrongMethodAtTheEdge, wrongSubjectAtTheEdge]).toHaveLength(2);
    const refused = [wrongMethod, otherWrongMethod, wrongSubject, otherWrongSubject, wrongPersona, wrongVersion];
    expect(refused).toHaveLength(6);
    expect(wrongForDefine).toThrow(InvalidCluster);
    expect(cloudSpec).toThrow(InvalidCluster);
    expect(() => anySpec(onMachines)).toThrow(InvalidCluster);
  });
});
