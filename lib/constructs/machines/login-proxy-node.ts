import { Construct } from "constructs";
import { terraformText } from "../../formats/terraform-text";
import { InvalidInput } from "../../spec/invalid-input";
import { requireSpec } from "../../spec/require-spec";
import { gateTerraform } from "../gate/terraform-gate";
import { loginProxyOf, loginProxyUserData, type ProxiedClusterSpec } from "./login-proxy/login-proxy-user-data";
import { StoredData } from "./stored-data";

export interface LoginProxyNodeProps {
  /** The checked description, from `defineCluster` or `parseCluster`. */
  readonly spec: ProxiedClusterSpec;
}

/**
 * The machine of a cluster's authenticating proxy, as cloud-init user data, in anybody's stack: Apache httpd behind a closed
 * firewall. The user data holds no secret; certificates, keys and the directory's password the team brings.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#authenticating-proxy
 */
export class LoginProxyNode extends Construct {
  /** The machine's own address. */
  readonly address: string;

  /** The user data as the machine reads it. */
  readonly userData: string;

  /** The user data for an attribute of another Terraform resource, where `${` would begin an expression. */
  readonly userDataForTerraform: string;

  /** The resource that holds the user data under `input.user_data`. */
  readonly data: StoredData;

  /** @throws InvalidInput when the description names no machine of a proxy, or is not checked */
  constructor(scope: Construct, id: string, { spec }: LoginProxyNodeProps) {
    super(scope, id);
    gateTerraform(this);
    requireSpec(spec, this.node.path);
    const proxy = loginProxyOf(spec);
    if (proxy === undefined) throw new InvalidInput(`${spec.name} describes no machine of an authenticating proxy`);
    this.address = proxy.machine.address;
    this.userData = loginProxyUserData(spec, proxy);
    this.userDataForTerraform = terraformText(this.userData);
    this.data = new StoredData(this, "user-data", { input: { user_data: this.userDataForTerraform } });
  }
}
