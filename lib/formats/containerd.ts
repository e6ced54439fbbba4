import type { ContainerRuntimePlan } from "../plan/container-runtime";
import { tomlText } from "./toml-text";

const CRI = ["plugins", "io.containerd.grpc.v1.cri"];
const RUNC = [...CRI, "containerd", "runtimes", "runc"];

/**
 * containerd's configuration, of the version 2, which containerd 1.6 and later read and containerd 2 translates.
 *
 * @see https://github.com/containerd/containerd/blob/main/docs/cri/config.md
 */
export function containerdConfiguration({ sandboxImage }: ContainerRuntimePlan): string {
  return tomlText([
    { name: [], values: { version: 2 } },
    { name: CRI, values: { sandbox_image: sandboxImage } },
    { name: RUNC, values: { runtime_type: "io.containerd.runc.v2" } },
    { name: [...RUNC, "options"], values: { SystemdCgroup: true } },
  ]);
}
