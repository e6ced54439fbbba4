import type { ClusterSpec } from "../spec/cluster-spec";
import { markParsed } from "../spec/parsed-mark";

/** The list of an object's fields is a field of its own kind. */
const LIST = "*";

/**
 * A description that notes which of its fields are read, those of its profile one by one, and which are looked for and not
 * there. Whatever is made of it and of nothing else is the same for every description that is alike in what was read.
 *
 * @param name what it is called instead
 */
export function recordReads(
  spec: ClusterSpec,
  name: string = spec.name,
): { readonly spec: ClusterSpec; readonly read: ReadonlySet<string> } {
  const read = new Set<string>();
  const profile = noting(spec.profile, "profile.", read);
  // The profile is the description's own, so the two still belong together.
  const whole = noting({ ...spec, name, profile } as ClusterSpec, "", read);
  return { spec: markParsed(whole), read };
}

/** What a description says in some fields, as text. */
export function valuesOf(spec: ClusterSpec, paths: readonly string[]): string {
  return JSON.stringify(
    paths.map((path) => {
      const [object, name] = path.startsWith("profile.") ? [spec.profile, path.slice("profile.".length)] : [spec, path];
      // Absent is not null.
      return name === LIST ? Object.keys(object) : [Reflect.get(object, name)].filter((value) => value !== undefined);
    }),
  );
}

function noting<T extends object>(object: T, prefix: string, read: Set<string>): T {
  const note = (key: string | symbol) => {
    // Of the profile, only fields count.
    if (typeof key === "string" && !(prefix === "" && key === "profile")) read.add(prefix + key);
  };
  // The proxy stands for an object of its own: those of a description are frozen, and could not be stood for.
  return new Proxy({} as T, {
    get(_target, key) {
      note(key);
      return Reflect.get(object, key);
    },
    has(_target, key) {
      note(key);
      return Reflect.has(object, key);
    },
    ownKeys() {
      read.add(prefix + LIST);
      return Reflect.ownKeys(object);
    },
    getOwnPropertyDescriptor(_target, key) {
      note(key);
      const found = Reflect.getOwnPropertyDescriptor(object, key);
      return found && { ...found, configurable: true };
    },
    set: () => false,
    defineProperty: () => false,
    deleteProperty: () => false,
    setPrototypeOf: () => false,
  });
}
