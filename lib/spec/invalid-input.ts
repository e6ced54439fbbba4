import { callingLine } from "./calling-line";

/**
 * Thrown for an argument that cannot be used: by constructs for their props, and, as `InvalidCluster`, for descriptions. The message
 * is for people; `runProgram` prints it without a stack trace and exits with code 2.
 */
export class InvalidInput extends Error {
  /** @param message what was got, what is allowed and what to change */
  constructor(message: string) {
    const line = callingLine();
    super(line === undefined ? message : `${message}\n  (${line})`);
    this.stack = this.message;
    // Not enumerable: Node prints the enumerable properties of an uncaught error, and the message says it all.
    Object.defineProperty(this, "name", { value: new.target.name, enumerable: false });
  }
}
