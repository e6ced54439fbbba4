import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The full path of a program: in the folder that KUBEBUILDER_ASSETS names, on the PATH, or undefined. */
export function programPath(name: string): string | undefined {
  const folders = [process.env.KUBEBUILDER_ASSETS ?? "", ...(process.env.PATH ?? "").split(delimiter), "/usr/sbin"];
  return folders
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/**
 * A test that is reported as skipped, with the reason in its name, where something it needs is missing. `npm run prove`
 * installs what it needs, so there it fails.
 */
export function testUnless(missing: string | undefined, name: string, body: () => void): void {
  if (missing === undefined) test(name, body);
  else if (process.env.PORTCULLIS_PROVE === undefined) test.skip(`${name} [skipped: ${missing}]`, body);
  else
    test(name, () => {
      throw new Error(missing);
    });
}
