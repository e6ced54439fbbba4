import { describeValue } from "../describe-value";
import { ALLOWED } from "./allowed";
import type { Problem } from "./problem";

export function notYaml(why: string, expected: string = ALLOWED.fleetText): Problem {
  return { code: "malformed", got: why, expected, fix: fixFor(why) };
}

function fixFor(why: string): string {
  if (/unique/i.test(why)) return "keep one of the two: programs differ in which of them they take";
  if (/tab/i.test(why)) return "indent with spaces";
  return "mend it; templates are not read: render them first";
}

export function severalDocuments(): Problem {
  return {
    code: "malformed",
    got: "a second document (---)",
    expected: ALLOWED.fleetText,
    fix: "write all clusters into the list of one document, or into files of their own: portcullis synth a.yaml b.yaml",
  };
}

export function emptyFleet(): Problem {
  return {
    code: "missing",
    got: "nothing",
    expected: ALLOWED.fleetFile,
    fix: "add clusters: with a list of descriptions",
  };
}

export function explodingAnchors(): Problem {
  return {
    code: "out-of-bounds",
    got: "anchors that multiply: aliases of aliases stand for more values than anybody wrote",
    expected: "aliases that stand for a few thousand values at most",
    fix: "write what is shared under defaults",
  };
}

export function otherYaml(version: string): Problem {
  return {
    code: "not-allowed",
    got: `%YAML ${version}`,
    expected: "YAML 1.2, in which yes, no and 0644 are what they look like",
    fix: "remove the directive",
  };
}

export function keyThatIsNone(): Problem {
  return {
    code: "malformed",
    got: "a key that is a list or a map",
    expected: "keys that are texts",
    fix: "write a text before the colon; quote it where it begins with { or [",
  };
}

export function nameInDefaults(): Problem {
  return {
    code: "not-allowed",
    got: 'the key "name"',
    expected: "what clusters can share",
    fix: "remove it: every cluster has a name of its own",
  };
}

/** A cluster may say more than the defaults only where it opens less. */
export function looserThanDefaults(own: unknown, byDefault: unknown, words: string): Problem {
  return {
    code: "looser",
    got: describeValue(own),
    expected: `${words}; defaults say ${describeValue(byDefault)}`,
    fix: "leave it out, which takes the default; tighten it; or take it out of defaults and write it for every cluster",
  };
}

export function stateMissing(): Problem {
  return {
    code: "missing",
    got: "nothing",
    expected: ALLOWED.fleetState,
    fix: "add state: with kind: s3, bucket and region; or kind: local for trying out",
  };
}
