/** Machines of one's own: constructs for cdktf that need no provider. */
export type { HostFirewallRule } from "../../plan/host-firewall";
export type { InboundSource } from "../../plan/inbound-rule";
export { ControlPlaneNode, type ControlPlaneNodeProps } from "./control-plane-node";
export { EdgeNode, type EdgeNodeProps } from "./edge-node";
export { HostFirewall, type HostFirewallProps } from "./host-firewall";
export { LoginProxyNode, type LoginProxyNodeProps } from "./login-proxy-node";
export { SshDelivery, type SshDeliveryProps } from "./ssh-delivery";
export { WorkerNode, type WorkerNodeProps } from "./worker-node";
