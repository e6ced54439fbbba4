import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Issuer } from "./issuer";
import type { Plant } from "./plant";

/** Where a provider is, by the name that the description has for it. */
export interface ProviderPlace {
  readonly name: string;
  readonly issuer: string;
  readonly address: string;
}

/** Several issuers of tokens on the issuer's host, each with an address, a certificate and keys of its own. */
export class Providers {
  readonly #issuers = new Map<string, Issuer>();

  constructor(private readonly places: readonly ProviderPlace[]) {}

  /** Starts those that the plant has not itself, tells its machine where they are, and has the API server ask them. */
  async start(plant: Plant): Promise<void> {
    for (const { name, issuer, address } of this.places) {
      if (issuer === plant.issuer.url) {
        this.#issuers.set(name, plant.issuer);
        continue;
      }
      plant.on(plant.hosts.issuer, "ip", "address", "add", `${address}/24`, "dev", "eth0");
      const folder = join(plant.folder, `provider-${name}`);
      mkdirSync(folder);
      const started = new Issuer(issuer, plant.hosts.issuer, address, folder);
      this.#issuers.set(name, started);
      await started.start(plant.authority);
    }
    const names = this.places.map(({ issuer, address }) => `${address} ${new URL(issuer).hostname}\n`);
    plant.machine.write({ path: "/etc/hosts", content: plant.machine.read("/etc/hosts") + names.join("") });
    await plant.restartApiServer();
  }

  of(name: string): Issuer {
    const issuer = this.#issuers.get(name);
    if (issuer === undefined) throw new Error(`no provider ${name} has started`);
    return issuer;
  }

  async stop(): Promise<void> {
    for (const issuer of this.#issuers.values()) await issuer.stop();
  }
}
