import { lookOf, strangeLettersIn } from "../../spec/look-alike";
import { grouped } from "../grouped";
import type { Subject } from "../subject";
import type { RbacFinding } from "./finding";
import { type Linted, sourcesNaming } from "./linted";

/** What a method of authentication puts before its names: a word and a colon. */
const WITH_PREFIX = /^[a-z][a-z0-9-]*:[^\s:]/;

type Person = Subject & { readonly kind: "User" | "Group" };

/** What is found in the names of users and groups. */
export function findInNames(all: Linted): readonly RbacFinding[] {
  const people = all.subjects.filter((one): one is Person => one.kind !== "ServiceAccount");
  const alike = grouped(people, ({ name }) => bare(lookOf(name)));
  const find = (id: RbacFinding["id"], one: Person, message: string): RbacFinding => ({
    id,
    of: inWords(one),
    sources: sourcesNaming(all, one),
    message,
  });
  return people.flatMap((one) => {
    const others = (alike.get(bare(lookOf(one.name))) ?? []).filter((other) => other !== one && isTakenFor(one, other));
    const strange = strangeLettersIn(one.name);
    return [
      ...(WITH_PREFIX.test(one.name)
        ? []
        : [find("unprefixed-subject", one, "no prefix tells by which method the name is given")]),
      ...(strange.length === 0
        ? []
        : [
            find(
              "colliding-subjects",
              one,
              `among Latin letters it has ${strange.join(", ")}, which only looks like one`,
            ),
          ]),
      ...(others.length === 0
        ? []
        : [find("colliding-subjects", one, `it is told apart by little from ${others.map(inWords).join(", ")}`)]),
    ];
  });
}

/** Names that differ in case, blanks and letters that look alike alone, or of which one is the other without its prefix. */
function isTakenFor(a: Person, b: Person): boolean {
  if (a.name === b.name) return a.kind !== b.kind;
  return lookOf(a.name) === lookOf(b.name) || WITH_PREFIX.test(a.name) !== WITH_PREFIX.test(b.name);
}

function bare(name: string): string {
  return name.replace(/^[a-z][a-z0-9-]*:/, "");
}

function inWords({ kind, name }: Person): string {
  return `${kind.toLowerCase()} ${name}`;
}
