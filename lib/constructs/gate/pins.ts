import type { IConstruct } from "constructs";

/** Renderings that are held fixed between judging and writing, and how each construct rendered itself before. */
export class Pins {
  private readonly before = new Map<IConstruct, PropertyDescriptor | undefined>();

  has(construct: IConstruct): boolean {
    return this.before.has(construct);
  }

  /** Makes `toJson` of a construct give a fixed rendering. */
  set(construct: IConstruct, toJson: () => unknown): void {
    if (!this.before.has(construct)) this.before.set(construct, Object.getOwnPropertyDescriptor(construct, "toJson"));
    Object.defineProperty(construct, "toJson", { configurable: true, value: toJson });
  }

  /** Lets a construct render itself again, by its own property where it had one. */
  release(construct: IConstruct): void {
    if (!this.before.has(construct)) return;
    const own = this.before.get(construct);
    Reflect.deleteProperty(construct, "toJson");
    if (own !== undefined) Object.defineProperty(construct, "toJson", own);
    this.before.delete(construct);
  }

  releaseAll(): void {
    for (const construct of [...this.before.keys()]) this.release(construct);
  }
}
