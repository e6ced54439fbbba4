import type { AdmissionExceptionInput } from "../../../spec/admission-spec";
import type { NamedExpression } from "./admission-policy";
import { celTexts } from "./cel-text";

/** Who runs the control plane: it writes objects of its own that no tenant may write. */
export type Platform = "eks" | "k3s" | "kubeadm";

/** What policies on rights and webhooks must know of the cluster. */
export interface ClusterGuardProps {
  readonly platform: Platform;
  /** What the description lets pass by name. */
  readonly exceptions: readonly AdmissionExceptionInput[];
}

/** The variable that is true for an object which the description excepts by name; two, so that the list stands alone. */
export function exceptedByName(
  kinds: readonly AdmissionExceptionInput["kind"][],
  exceptions: readonly AdmissionExceptionInput[],
): readonly NamedExpression[] {
  const names = exceptions.filter(({ kind }) => kinds.includes(kind)).map(keyOf);
  return [
    { name: "exceptions", expression: celTexts(names) },
    {
      name: "excepted",
      expression:
        "(object.kind + '/' + (has(request.namespace) && request.namespace != '' ? request.namespace + '/' : '') + object.metadata.name) in variables.exceptions",
    },
  ];
}

/** The reasons of the exceptions, so that whoever looks at the policy in the cluster reads them. */
export function exceptionReasons(
  kinds: readonly AdmissionExceptionInput["kind"][],
  exceptions: readonly AdmissionExceptionInput[],
): { readonly annotations?: { readonly [name: string]: string } } {
  const reasons = exceptions.filter(({ kind }) => kinds.includes(kind)).map((one) => `${keyOf(one)}: ${one.why}`);
  return reasons.length === 0 ? {} : { annotations: { "portcullis.dev/exceptions": reasons.sort().join("; ") } };
}

function keyOf({ kind, namespace, name }: AdmissionExceptionInput): string {
  return [kind, ...(namespace === undefined ? [] : [namespace]), name].join("/");
}

/**
 * Who writes objects of the cluster's own. The API server makes its default roles and bindings anew whenever it starts, under
 * a name that is believed only together with the group of masters. k3s applies what it brings likewise, with wildcards in
 * it; on Amazon EKS the service does the like under names that no access entry and no token can carry.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
 */
export function exceptThePlatform(platform: Platform): readonly NamedExpression[] {
  const apiServer = notTheMaster("not-the-api-server", "system:apiserver");
  switch (platform) {
    case "kubeadm":
      return [apiServer];
    case "k3s":
      return [apiServer, notTheMaster("not-the-k3s-supervisor", "system:k3s-supervisor")];
    case "eks":
      return [apiServer, { name: "not-amazon-eks", expression: "!request.userInfo.username.startsWith('eks:')" }];
  }
}

function notTheMaster(name: string, user: string): NamedExpression {
  return {
    name,
    expression: `request.userInfo.username != '${user}' || !has(request.userInfo.groups) || !('system:masters' in request.userInfo.groups)`,
  };
}

/** The same in words. */
export const PLATFORM_PASSES =
  "the API server, which makes its default roles anew at every start; on k3s its supervisor, which applies what k3s brings; on Amazon EKS the service's own users `eks:*`, which nobody else can be";
