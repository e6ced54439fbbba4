/** What was started, to be ended the other way round, also where the rest of a start fails. */
export class Undo {
  readonly #steps: (() => unknown)[] = [];

  add(step: () => unknown): void {
    this.#steps.push(step);
  }

  /** Ends everything once; the first step that fails is thrown when all have been tried. */
  async all(): Promise<void> {
    const failed: unknown[] = [];
    for (const step of this.#steps.splice(0).reverse()) {
      try {
        await step();
      } catch (error) {
        failed.push(error);
      }
    }
    if (failed.length > 0) throw failed[0];
  }

  /** Starts something; what it has added is ended where it fails. */
  static async unless<Started>(start: (undo: Undo) => Promise<Started>): Promise<Started> {
    const undo = new Undo();
    try {
      return await start(undo);
    } catch (error) {
      await undo.all();
      throw error;
    }
  }
}
