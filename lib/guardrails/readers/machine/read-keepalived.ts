import type { VirtualAddressFact } from "../../facts/virtual-address";
import type { MachineFile } from "./machine-file";

/** Lines of each block that are read; what is not here can run programs, hear a group or open a port. */
const KEYS: Readonly<Record<string, RegExp>> = {
  global_defs: /^(router_id [A-Za-z0-9.-]+|vrrp_version 3|enable_script_security|script_user root)$/,
  vrrp_script: /^(script ".+"|(interval|timeout|rise|fall) \d{1,3}|weight -?\d{1,3})$/,
  vrrp_instance:
    /^(state (BACKUP|MASTER)|interface [A-Za-z][A-Za-z0-9._-]{0,14}|(virtual_router_id|priority|advert_int) \d{1,3}|nopreempt|unicast_src_ip [0-9.]+)$/,
  unicast_peer: /^[0-9.]+$/,
  virtual_ipaddress: /^[0-9./]+( dev [A-Za-z][A-Za-z0-9._-]{0,14})?$/,
  track_script: /^[a-z_]+$/,
};

/** Blocks and where each may stand; the first three have a name of their own where they may be several. */
const OPENS =
  /^(?:(global_defs)|(vrrp_script|vrrp_instance) [a-z_]+|(unicast_peer|virtual_ipaddress|track_script)) \{$/;
const INSIDE = ["unicast_peer", "virtual_ipaddress", "track_script"];

/**
 * Reads keepalived's configuration, as far as an address between machines needs it. Says why when it does not understand.
 *
 * @see https://www.keepalived.org/manpage.html
 */
export function readKeepalived(file: MachineFile): VirtualAddressFact | string {
  const blocks: string[] = [];
  const found: Readonly<Record<string, string[]>> = Object.fromEntries(Object.keys(KEYS).map((block) => [block, []]));
  for (const [index, written] of file.content.split("\n").entries()) {
    const line = written.trim();
    if (line === "" || /^[#!]/.test(line)) continue;
    const why = `line ${index + 1}, ${JSON.stringify(line)}, is not read`;
    const [, first, second, third] = OPENS.exec(line) ?? [];
    const opened = first ?? second ?? third;
    const block = blocks.at(-1);
    if (opened !== undefined) {
      const allowedHere = INSIDE.includes(opened)
        ? blocks.length === 1 && block === "vrrp_instance"
        : blocks.length === 0;
      if (!allowedHere) return why;
      blocks.push(opened);
    } else if (line === "}" && block !== undefined) {
      blocks.pop();
    } else {
      if (block === undefined || KEYS[block]?.test(line) !== true) return why;
      found[block]?.push(line);
    }
  }
  if (blocks.length > 0) return "a closing brace is missing";
  const valuesOf = (block: string, key: string) =>
    (found[block] ?? []).filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1));
  return {
    kind: "virtual-address",
    place: file.place,
    ours: file.ours,
    addresses: (found.virtual_ipaddress ?? []).map((line) => line.split(" ")[0] ?? ""),
    ownAddress: valuesOf("vrrp_instance", "unicast_src_ip")[0],
    peers: found.unicast_peer ?? [],
    checks: valuesOf("vrrp_script", "script").map((value) => value.slice(1, -1)),
    checksAreSecured: (found.global_defs ?? []).includes("enable_script_security"),
  };
}
