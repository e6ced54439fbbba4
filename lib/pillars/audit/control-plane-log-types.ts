/**
 * The log types of a managed control plane, all of which are kept: what was asked (`audit`), who asked and by which role
 * (`authenticator`), and what the components did with it (`api`, `controllerManager`, `scheduler`). An attacker's steps
 * show up in different ones, and none can be had afterwards.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
 */
export const CONTROL_PLANE_LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"] as const;

/** The name of one log type. */
export type ControlPlaneLogType = (typeof CONTROL_PLANE_LOG_TYPES)[number];
