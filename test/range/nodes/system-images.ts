import type { Machine } from "../laboratory/machine";
import type { OwnImage } from "./container-image";
import type { WholePrograms } from "./whole-plant";

/** The images that kubeadm wants, of our own programs; those of pods that nobody starts here are left out. */
export function systemImages(machine: Machine, programs: WholePrograms): readonly OwnImage[] {
  const list = ["config", "images", "list", "--config", "/etc/kubernetes/portcullis/kubeadm.yaml"];
  const listed = machine.mustRun("kubeadm", ...list).split("\n");
  const wanted = listed.flatMap((name) => {
    const short = /^registry\.k8s\.io\/([a-z-]+):/.exec(name)?.[1] ?? "";
    const program = short === "pause" ? programs["laboratory-pod"] : programs[short as keyof WholePrograms];
    return program === undefined || short === "kube-proxy" ? [] : [{ name, program }];
  });
  if (wanted.length !== 5) throw new Error(`kubeadm wants other images:\n${listed.join("\n")}`);
  return wanted;
}
