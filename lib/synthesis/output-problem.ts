/** Why an output folder cannot be used. The old output is as it was. */
export class OutputProblem extends Error {
  override readonly name = "OutputProblem";

  /**
   * @param path the folder, or what is wrong in it
   * @param what what is wrong, in words that follow the path
   * @param fix what to do, as a sentence
   */
  constructor(path: string, what: string, fix: string) {
    super(`${path}: ${what}\n  fix        ${fix}`);
    this.stack = `${this.name}: ${this.message}`;
  }
}
