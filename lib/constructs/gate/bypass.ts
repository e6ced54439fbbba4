/** Somebody tried to get output past the gate. */
export class GateBypass extends Error {
  override readonly name = "GateBypass";

  /**
   * @param what what was tried, as a sentence
   * @param fix what to do instead, as a sentence
   */
  constructor(what: string, fix: string) {
    super(`portcullis refuses: ${what} ${fix}`);
    this.stack = `${this.name}: ${this.message}`;
  }
}
