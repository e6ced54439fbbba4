import type { Endpoint } from "../laboratory/api-client";
import type { Weakenable } from "../laboratory/cluster";
import type { Machine } from "../laboratory/machine";
import type { Host } from "../laboratory/network";
import { WORKER } from "./machines";
import type { WholeHosts, WholePlant } from "./whole-plant";

/** The same plant, with the worker as the machine whose ports are tried and whose files are weakened. */
export class WorkerOfPlant implements Weakenable {
  readonly machine: Machine;
  readonly hosts: WholeHosts;
  readonly endpoint: Endpoint;

  constructor(readonly plant: WholePlant) {
    this.machine = plant.worker.machine;
    this.hosts = plant.hosts;
    this.endpoint = { ...plant.endpoint, address: WORKER.address };
  }

  on(host: Host, program: string, ...args: readonly string[]): string {
    return this.plant.on(host, program, ...args);
  }

  apply(manifests: readonly string[]): void {
    this.plant.apply(manifests);
  }

  manifestText(kind: string, name: string): string {
    return this.plant.manifestText(kind, name);
  }

  restartKubelet(): Promise<void> {
    return this.plant.worker.restartKubelet();
  }

  restart(): Promise<void> {
    return this.plant.restart();
  }

  restartApiServer(): Promise<void> {
    return this.plant.restartApiServer();
  }

  restartControllerManager(): Promise<void> {
    return this.plant.restartControllerManager();
  }
}
