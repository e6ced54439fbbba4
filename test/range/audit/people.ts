import type { Asker } from "./sensitive-request";

/** Who asks, as the API server calls them; whoever is not believed to be anybody has no name. */
export const PEOPLE: Readonly<Partial<Record<Asker, string>>> = {
  intruder: "oidc:mallory",
  stranger: "oidc:trudy",
  glass: "portcullis:break-glass:alice:1",
};
