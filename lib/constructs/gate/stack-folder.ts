import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

/**
 * The folder of one stack. Terraform reads every `*.tf` and `*.tfvars` file in it, so a document is judged together with its
 * neighbours, and a refusal leaves the folder as it was found.
 */
export class StackFolder {
  private readonly before: ReadonlyMap<string, Buffer>;
  private readonly existed: boolean;

  /**
   * @param path the folder
   * @param documentName the file that holds the judged document
   */
  constructor(
    private readonly path: string,
    private readonly documentName: string,
  ) {
    this.existed = existsSync(path);
    this.before = new Map(this.files().map((name) => [name, readFileSync(join(path, name))]));
  }

  /** Makes the folder, for custom synthesis that writes into it. */
  make(): void {
    mkdirSync(this.path, { recursive: true });
  }

  /** Everything in the folder but the document, by name. */
  neighbours(): readonly string[] {
    if (!existsSync(this.path)) return [];
    return readdirSync(this.path)
      .filter((name) => name !== this.documentName)
      .sort();
  }

  /** Writes the document in one step: readers see the old text or the new one. */
  write(text: string): void {
    this.make();
    const staged = join(this.path, `.${this.documentName}.new`);
    try {
      writeFileSync(staged, text);
      renameSync(staged, join(this.path, this.documentName));
    } catch (error) {
      rmSync(staged, { force: true });
      throw error;
    }
  }

  /** What stands in the document's place now; undefined when there is nothing. */
  written(): string | undefined {
    const file = join(this.path, this.documentName);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  }

  /** Puts back what Terraform would read as it was found, and takes away what has come since. */
  restore(): void {
    for (const name of this.files()) {
      if (!this.before.has(name)) rmSync(join(this.path, name));
    }
    for (const [name, content] of this.before) {
      const file = join(this.path, name);
      if (!existsSync(file) || !readFileSync(file).equals(content)) writeFileSync(file, content);
    }
    if (!this.existed && existsSync(this.path) && readdirSync(this.path).length === 0) rmdirSync(this.path);
  }

  /** The files that Terraform reads by itself. */
  private files(): readonly string[] {
    if (!existsSync(this.path)) return [];
    return readdirSync(this.path).filter(
      (name) => /\.(tf|tofu|tfvars)(\.json)?$/.test(name) && statSync(join(this.path, name)).isFile(),
    );
  }
}
