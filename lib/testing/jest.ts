/**
 * Installs the matchers into the `expect` of the running test, and tells TypeScript. Needs no jest: it takes the `expect` that is
 * there. Name it in `setupFilesAfterEnv`, or import it in a test file. Where `expect` is imported from `@jest/globals`, pass it
 * `portcullisMatchers` yourself.
 */
import type { ReachabilityOptions } from "./expect-reachable-only-from";
import { portcullisMatchers } from "./matchers";

declare global {
  // The name under which @types/jest lets others add matchers.
  namespace jest {
    // The parameters must be those of the declaration that this merges with.
    interface Matchers<R, T> {
      /** No rule of portcullis finds anything in this stack, chart, judgement or synthesis. */
      toBeAccepted(): R;
      /** This rule of portcullis refuses the stack, chart, judgement or synthesis, at a place that contains `path`. */
      toBeRefusedBy(ruleId: string, path?: string): R;
      /** Exactly these addresses reach the cluster in this stack; an empty list means nobody. */
      toBeReachableOnlyFrom(ranges: readonly string[], options?: ReachabilityOptions): R;
    }
  }
}

const { expect } = globalThis as { expect?: { extend?: (matchers: typeof portcullisMatchers) => void } };
if (expect?.extend === undefined) {
  throw new Error(
    "there is no global expect to add matchers to: load portcullis/testing/jest from setupFilesAfterEnv or a test file, or call expect.extend(portcullisMatchers) with your own",
  );
}
expect.extend(portcullisMatchers);

export { portcullisMatchers };
