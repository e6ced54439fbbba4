import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expectGolden } from "./golden";
import { addressesOf, type StackDocument } from "./terraform-document";

/**
 * Compares the addresses of a stack with the list under test/golden/addresses. An address is public API: when it goes, Terraform
 * destroys what stands there, somebody's cluster or its records. A line may go only when the document moves it (a
 * `moved` block) or when a person takes it out of the list by hand; `npm run goldens` adds lines and takes none away.
 */
export function expectAddresses(name: string, document: StackDocument): void {
  const addresses = addressesOf(document);
  const file = join(__dirname, "golden", "addresses", name);
  const before = existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
  const moved = new Set(document.moved.map(({ from }) => from));
  const vanished = before.filter((address) => !addresses.includes(address) && !moved.has(address));
  if (vanished.length > 0) {
    throw new Error(
      [
        `${vanished.length} address(es) of ${name} are gone, so Terraform would destroy what stands there:`,
        ...vanished.map((address) => `  ${address}`),
        "Keep the construct ids, or add a moved block from each old address (resource.moveFromId) in the same change.",
      ].join("\n"),
    );
  }
  expectGolden(join("addresses", name), `${addresses.join("\n")}\n`);
}
