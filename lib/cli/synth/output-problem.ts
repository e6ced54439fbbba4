/** Why an output folder cannot be used. The old output is as it was. */
export class OutputProblem extends Error {
  constructor(
    readonly path: string,
    message: string,
    readonly fix: string,
  ) {
    super(message);
  }
}
