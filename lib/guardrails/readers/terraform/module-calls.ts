import type { ModuleCallFact } from "../../facts/module-call";
import { known, unknown, type Value } from "../../value";
import { isObject } from "../fields";
import type { Expressions } from "./expressions";
import { constructPath, type StackDocument } from "./stack-document";

/** What Terraform itself reads of a module block. */
const OF_TERRAFORM = new Set(["//", "source", "version", "providers", "depends_on", "count", "for_each"]);

/** Reads what modules are asked for. What they make of it stands in another place. */
export function readModuleCalls(stack: StackDocument, expressions: Expressions): readonly ModuleCallFact[] {
  const calls = (stack.others.module ?? []).flatMap((block) => (isObject(block) ? Object.entries(block) : []));
  return calls.flatMap(([name, bodies]) =>
    (Array.isArray(bodies) ? bodies : [bodies]).filter(isObject).map((body): ModuleCallFact => {
      const construct = constructPath(body);
      return {
        kind: "module-call",
        place: { document: stack.name, path: `module.${name}`, ...(construct === undefined ? {} : { construct }) },
        ours: true,
        source: typeof body.source === "string" ? body.source : "",
        inputs: Object.entries(body)
          .filter(([key]) => !OF_TERRAFORM.has(key))
          .flatMap(([key, value]) => leavesOf(value, key, expressions)),
      };
    }),
  );
}

function leavesOf(written: unknown, at: string, expressions: Expressions, depth = 0): ModuleCallFact["inputs"] {
  const found = expressions.resolve(written);
  if (found.kind === "unknown") return [{ at, value: unknown(found.why) }];
  // An attribute that the provider fills in is the team's own resource.
  if (found.kind === "resource") return [{ at, value: known(found.address) as Value<unknown> }];
  const { value } = found;
  if (depth < 16 && Array.isArray(value))
    return value.flatMap((item, index) => leavesOf(item, `${at}[${index}]`, expressions, depth + 1));
  if (depth < 16 && isObject(value))
    return Object.entries(value).flatMap(([key, item]) => leavesOf(item, `${at}.${key}`, expressions, depth + 1));
  return [{ at, value: known(value ?? undefined) }];
}
