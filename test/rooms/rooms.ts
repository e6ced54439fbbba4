/**
 * What `npm test` runs as one, by room: places of test/, a folder or a file without its ending. The longest stands first;
 * the package's test waits for the compiled library. `npm run prove` runs the rest.
 */
export const ROOMS = {
  programs: ["apps", "fleet", "package"],
  judge: [
    "goldens-by-version",
    "guardrails/mutation",
    "guardrails/no-input-opens",
    "guardrails/planted",
    "guardrails/rules",
    "guardrails/second-factor",
    "guardrails/waivers",
    "profiles",
    "testing",
  ],
  doors: ["architecture", "cli", "constructs", "docs", "evidence", "fleet-file", "pillars", "rooms"],
  readers: [
    "formats",
    "guardrails/network-interval",
    "guardrails/readers",
    "guardrails/resource-types",
    "guardrails/reviewed-policies",
    "spec",
    "synthesis",
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Room = keyof typeof ROOMS;
