/**
 * What `npm test` runs as one, by room: places of test/, a folder or a file without its ending. The longest stands first;
 * the package's test waits for the compiled library and comes third.
 */
export const ROOMS = {
  "no-input-opens": ["guardrails/no-input-opens"],
  mutation: ["guardrails/mutation"],
  package: ["package"],
  spec: ["spec"],
  apps: ["apps"],
  constructs: ["constructs"],
  rules: ["guardrails/planted", "guardrails/rules", "guardrails/second-factor", "guardrails/waivers"],
  profiles: ["profiles", "testing", "goldens-by-version"],
  readers: [
    "formats",
    "guardrails/network-interval",
    "guardrails/readers",
    "guardrails/resource-types",
    "guardrails/reviewed-policies",
  ],
  conformance: ["conformance"],
  doors: ["architecture", "cli", "docs", "evidence", "pillars", "rooms"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Room = keyof typeof ROOMS;
