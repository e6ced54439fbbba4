import { readFileSync } from "node:fs";
import { join } from "node:path";

/** An event as far as tests look at it by themselves. */
export interface RecordedEvent {
  readonly verb: string;
  readonly requestReceivedTimestamp: string;
}

/** Events that an API server of Kubernetes 1.35 recorded under the written policy, by what was done; bodies of answers are left out. */
export const RECORDED = JSON.parse(readFileSync(join(__dirname, "events.json"), "utf8")) as Readonly<
  Record<string, RecordedEvent>
>;

/** Which of them each alert is about. */
export const ABOUT: Readonly<Record<string, readonly string[]>> = {
  "break-glass-used": ["who broke glass reads", "who broke glass deletes"],
  "anonymous-or-unbelieved": ["nobody asks", "a token that is none"],
  "denied-again-and-again": ["secrets refused", "a binding refused", "a path refused", "a role refused"],
  "rights-changed": [
    ...["a binding refused", "a role refused", "a role deleted", "a binding made", "bindings deleted"],
    "break-glass widened",
    "roles gathered by their controller",
  ],
  "policy-changed": ["a webhook made", "a policy weakened", "a policy unbound", "an API group taken"],
};
