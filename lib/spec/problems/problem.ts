import type { Issue } from "../issues";

/** What is wrong with a value, whose place is not known yet. */
export type Problem = Omit<Issue, "path">;
