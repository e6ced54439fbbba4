import type { AccessRequest } from "../request";
import type { RecordedAccess } from "./audit-event";

/** As many names of objects as a role may list; where there are more, it lists none. */
export const MOST_NAMES = 20;
/** More users than a cluster has. Who asks for one alone has no such bound. */
export const MOST_USERS = 20_000;
/** Different rights of one user, names of objects left out of account. */
export const MOST_RIGHTS = 20_000;
const MOST_GROUPS = 100;

/** One right that was used: everything but the names of objects is the same. */
export interface UsedRight {
  readonly request: AccessRequest;
  readonly count: number;
  /** The names of the objects; `many` of more than a role may list; empty where a use named none. */
  readonly names: readonly string[] | "many";
}

/** What one user did, and tried in vain. */
export interface UserRecord {
  readonly user: string;
  readonly groups: readonly string[];
  readonly used: readonly UsedRight[];
  readonly denied: readonly UsedRight[];
  readonly undecided: readonly UsedRight[];
}

/** What is thrown for a log with more in it than is held in memory. */
export class TooMuchUsed extends Error {
  override readonly name = "TooMuchUsed";
}

interface Counted {
  readonly request: AccessRequest;
  count: number;
  names: Set<string> | "many" | "none";
}

type Counters = Map<string, Counted>;

interface Entry {
  readonly groups: Set<string>;
  readonly rights: Readonly<Record<RecordedAccess["decision"], Counters>>;
}

/** Adds up what an audit log says, in a memory that grows with the number of different rights and not with the log. */
export class Usage {
  private readonly users = new Map<string, Entry>();

  /** @throws TooMuchUsed */
  add({ who, request, decision }: RecordedAccess): void {
    const entry = this.entryOf(who.user);
    for (const group of who.groups) if (entry.groups.size < MOST_GROUPS) entry.groups.add(group);
    const counters = entry.rights[decision];
    const bare = "path" in request ? request : { ...request, name: "" };
    const key = JSON.stringify(Object.values(bare));
    const name = "path" in request ? "" : request.name;
    const known = counters.get(key);
    if (known === undefined) {
      if (counters.size >= MOST_RIGHTS)
        throw new TooMuchUsed(`${who.user} asked for more than ${MOST_RIGHTS} different things`);
      counters.set(key, { request: bare, count: 1, names: name === "" ? "none" : new Set([name]) });
      return;
    }
    known.count += 1;
    if (name === "") known.names = "none";
    else if (known.names instanceof Set) {
      known.names.add(name);
      if (known.names.size > MOST_NAMES) known.names = "many";
    }
  }

  /** Everybody, by name. */
  records(): readonly UserRecord[] {
    return [...this.users]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([user, { groups, rights }]) => ({
        user,
        groups: [...groups].sort(),
        used: listed(rights.allowed),
        denied: listed(rights.denied),
        undecided: listed(rights.undecided),
      }));
  }

  private entryOf(user: string): Entry {
    const known = this.users.get(user);
    if (known !== undefined) return known;
    if (this.users.size >= MOST_USERS) throw new TooMuchUsed(`there are more than ${MOST_USERS} users in it`);
    const entry: Entry = { groups: new Set(), rights: { allowed: new Map(), denied: new Map(), undecided: new Map() } };
    this.users.set(user, entry);
    return entry;
  }
}

function listed(counters: Counters): readonly UsedRight[] {
  return [...counters]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { request, count, names }]) => ({
      request,
      count,
      names: names === "many" ? "many" : names === "none" ? [] : [...names].sort(),
    }));
}
