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

  /** The same in another process than the one in which it was tried. */
  static saying(message: string): GateBypass {
    const bypass = new GateBypass("", "");
    bypass.message = message;
    bypass.stack = `${bypass.name}: ${message}`;
    return bypass;
  }
}
