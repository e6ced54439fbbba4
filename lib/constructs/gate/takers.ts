import type { App, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

/** Says which stack takes a value from which other one, at the moment when the framework makes the reference. */
export function watchTakers(root: IConstruct, says: (giver: TerraformStack, taker: TerraformStack) => void): void {
  const app = root as IConstruct & Partial<Pick<App, "crossStackReference">>;
  const refer = app.crossStackReference?.bind(app);
  // A root that is no App joins no stacks.
  if (refer === undefined) return;
  Object.defineProperty(app, "crossStackReference", {
    configurable: false,
    enumerable: false,
    writable: false,
    value: (giver: TerraformStack, taker: TerraformStack, identifier: string) => {
      says(giver, taker);
      return refer(giver, taker, identifier);
    },
  });
}
