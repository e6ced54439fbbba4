import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const PARAMETERS = ["vm/overcommit_memory", "vm/panic_on_oom", "kernel/panic", "kernel/panic_on_oops"];
const CONTROL_GROUPS = "/sys/fs/cgroup";

/** What of the real machine the laboratory must leave as it found it, and what of this process's may be left over. */
export function stateOfRealMachine() {
  const kubernetes = "/etc/kubernetes";
  return {
    firewall: execFileSync("nft", ["list", "ruleset"], { encoding: "utf8" }),
    kubernetes: existsSync(kubernetes) ? readdirSync(kubernetes, { recursive: true }).map(String).sort() : [],
    parameters: PARAMETERS.map((name) => `${name} ${readFileSync(`/proc/sys/${name}`, "utf8").trim()}`),
    namespaces: ownOf(execFileSync("ip", ["netns", "list"], { encoding: "utf8" }).split("\n")),
    controlGroups: readdirSync(CONTROL_GROUPS).flatMap((controller) => {
      const folder = join(CONTROL_GROUPS, controller);
      return existsSync(join(folder, "cgroup.procs")) ? ownOf(readdirSync(folder)) : [];
    }),
  };
}

/** Names that carry this process's id, as all of the laboratory's do. */
function ownOf(names: readonly string[]): readonly string[] {
  return names.filter((name) => name.startsWith(`portcullis-range-${process.pid}-`));
}
