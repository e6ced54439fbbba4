import { isDeepStrictEqual } from "node:util";
import { contains, merge } from "../spec/address-span";
import { KUBERNETES_VERSIONS } from "../spec/kubernetes-version";
import { type NetworkRange, parseRange } from "../spec/network-range";
import type { PlainData } from "../spec/parse/plain-data";

/** In what sense one value of a field is at least as tight as another. */
export interface Order {
  /** What is allowed beside the default itself, for the "allowed" line. */
  readonly words: string;
  /** Whether `own` is as tight as `byDefault`. What has not the form of the field is not: unknown is never a pass. */
  holds(byDefault: PlainData, own: PlainData): boolean;
}

/** Less of a number, such as minutes. */
export const LESS: Order = {
  words: "the same number or a smaller one",
  holds: (byDefault, own) => bothNumbers(byDefault, own) && Number(own) <= Number(byDefault),
};

/** More of a number, such as days of keeping. */
export const MORE: Order = {
  words: "the same number or a larger one",
  holds: (byDefault, own) => bothNumbers(byDefault, own) && Number(own) >= Number(byDefault),
};

/** A list of permissions: every element stands in the default. */
export const FEWER: Order = {
  words: "elements of the default alone, each exactly as it stands there",
  holds: (byDefault, own) => isList(byDefault) && isList(own) && own.every((one) => holdsElement(byDefault, one)),
};

/** A list of demands: every element of the default is kept. */
export const FURTHER: Order = {
  words: "every element of the default, exactly as it stands there, and perhaps further ones",
  holds: (byDefault, own) => isList(byDefault) && isList(own) && byDefault.every((one) => holdsElement(own, one)),
};

/** Ranges of addresses, as texts or with a reason each: inside the union of the default's. */
export const INSIDE: Order = {
  words: "ranges inside those of the default",
  holds: (byDefault, own) => {
    const outer = rangesOf(byDefault);
    const inner = rangesOf(own);
    if (outer === undefined || inner === undefined) return false;
    const union = merge(outer);
    return inner.every((range) => union.some((span) => contains(span, range)));
  },
};

const TLS_VERSIONS: readonly unknown[] = ["1.2", "1.3"];

export const NEWER_TLS: Order = { words: "the same version of TLS or a newer one", holds: laterIn(TLS_VERSIONS) };

export const NEWER_KUBERNETES: Order = {
  words: "the same version of Kubernetes or a newer one",
  holds: laterIn([...KUBERNETES_VERSIONS].sort((a, b) => a.localeCompare(b, "en", { numeric: true }))),
};

/** A way out of the network: none is tighter than any. */
export const NO_EGRESS: Order = {
  words: "the same way out, or { mode: none }",
  holds: (_byDefault, own) => isDeepStrictEqual(plain(own), { mode: "none" }),
};

function laterIn(versions: readonly unknown[]): Order["holds"] {
  return (byDefault, own) =>
    versions.includes(byDefault) && versions.includes(own) && versions.indexOf(own) >= versions.indexOf(byDefault);
}

function bothNumbers(a: PlainData, b: PlainData): boolean {
  return typeof a === "number" && typeof b === "number";
}

function isList(value: PlainData): value is readonly PlainData[] {
  return Array.isArray(value);
}

function holdsElement(list: readonly PlainData[], element: PlainData): boolean {
  return list.some((one) => isDeepStrictEqual(one, element));
}

/** Every range of the list; undefined when one cannot be read. */
function rangesOf(list: PlainData): readonly NetworkRange[] | undefined {
  if (!isList(list)) return undefined;
  const ranges = list.map((element) => {
    const text = typeof element === "object" && element !== null && "cidr" in element ? element.cidr : element;
    const reading = typeof text === "string" ? parseRange(text) : undefined;
    return reading?.ok === true ? reading.range : undefined;
  });
  return ranges.every((range) => range !== undefined) ? ranges : undefined;
}

/** Copies have no prototype; what they are compared with has one. */
function plain(value: PlainData): unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : value;
}
