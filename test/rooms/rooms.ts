/**
 * What `npm test` runs as one, by room: places of test/, a folder or a file without its ending. The longest stands first;
 * the package's test waits for the compiled library. `npm run prove` runs the rest.
 */
export const ROOMS = {
  mutation: ["guardrails/mutation"],
  "no-input-opens": ["guardrails/no-input-opens"],
  spec: ["spec"],
  package: ["package"],
  apps: ["apps", "fleet"],
  constructs: ["constructs"],
  rules: [
    "goldens-by-version",
    "guardrails/planted",
    "guardrails/rules",
    "guardrails/second-factor",
    "guardrails/waivers",
    "profiles",
    "testing",
  ],
  readers: [
    "formats",
    "guardrails/network-interval",
    "guardrails/readers",
    "guardrails/resource-types",
    "guardrails/reviewed-policies",
    "synthesis",
  ],
  doors: ["architecture", "cli", "docs", "evidence", "fleet-file", "pillars", "rooms"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Room = keyof typeof ROOMS;
