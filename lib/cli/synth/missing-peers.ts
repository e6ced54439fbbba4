/** Modules by the package that holds them: what every cluster needs, and what those on Amazon EKS need beside. */
const ALWAYS = { cdk8s: "cdk8s", cdktf: "cdktf", constructs: "constructs" };
const ON_CLOUD = { "@cdktf/provider-aws": "@cdktf/provider-aws/lib/provider" };

/**
 * The optional packages that clusters of these profiles need and that are not installed.
 *
 * @param find throws when a module cannot be found
 */
export function missingPeers(
  profiles: readonly unknown[],
  find: (module: string) => unknown = require.resolve,
): readonly string[] {
  const needed = { ...ALWAYS, ...(profiles.includes("cloud") && ON_CLOUD) };
  return Object.entries(needed)
    .filter(([, module]) => {
      try {
        find(module);
        return false;
      } catch {
        return true;
      }
    })
    .map(([name]) => name);
}

/** What is missing, for whom, and how it comes. */
export function describeMissing(missing: readonly string[], versions: Readonly<Record<string, string>>): string {
  const install = missing.map((name) => `"${name}@${versions[name] ?? "latest"}"`).join(" ");
  return [
    `This needs ${missing.join(", ")}, which ${missing.length === 1 ? "is" : "are"} not installed beside portcullis.`,
    ...(missing.includes("@cdktf/provider-aws") ? ["@cdktf/provider-aws is for clusters on Amazon EKS."] : []),
    `  fix        npm install ${install}`,
    "",
  ].join("\n");
}
