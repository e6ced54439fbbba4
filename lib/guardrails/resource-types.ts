import { DATA_SOURCES, RESOURCES, type TypeTable, type TypeVerdict } from "./resource-types/aws-services";

/**
 * What the rules make of a resource or data type:
 *
 * - `judged`: a reader turns it into facts.
 * - `opens`: it can open a path to a cluster, grant a right in one or run something, and nothing in the block tells where:
 *   refused unless the team allows it by name.
 * - `watched`: it can do so only for what it refers to: refused unless allowed where it refers to a part of a cluster,
 *   or where nobody can see what it refers to.
 * - `inert`: it cannot.
 * - `unclassified`: nobody has looked at it: treated like `opens`.
 */
export type ResourceTypeVerdict = TypeVerdict | "unclassified";

/** The verdict on a resource type of the AWS provider or of Terraform itself. */
export function resourceTypeVerdict(type: string): ResourceTypeVerdict {
  if (type === "terraform_data") return "judged";
  return lookUp(type, RESOURCES);
}

/** The verdict on a data source. Data sources read; a few of them run something or hand out a right. */
export function dataSourceVerdict(type: string): ResourceTypeVerdict {
  if (type === "terraform_remote_state") return "inert";
  const own = lookUp(type, DATA_SOURCES);
  if (own !== "unclassified") return own;
  // Reading a type whose resources somebody has looked at opens nothing, whatever the resources may do.
  return lookUp(type, RESOURCES) === "unclassified" ? "unclassified" : "inert";
}

/** The type itself decides, then the longest family that it belongs to. */
function lookUp(type: string, table: TypeTable): ResourceTypeVerdict {
  const prefix = "aws_";
  if (!type.startsWith(prefix)) return "unclassified";
  const name = type.slice(prefix.length);
  const exact = table.get(name);
  if (exact !== undefined) return exact;
  const words = name.split("_");
  for (let length = words.length - 1; length > 0; length -= 1) {
    const verdict = table.get(`${words.slice(0, length).join("_")}_*`);
    if (verdict !== undefined) return verdict;
  }
  return "unclassified";
}
