/** What the system said about a file, in words, and what to do. */
export interface FileTrouble {
  readonly message: string;
  readonly fix: string;
}

/** @param what what could not be done with it: `be read`, `be written` */
export function inWords(error: unknown, what: string): FileTrouble {
  const code = (error as { code?: unknown } | null)?.code;
  switch (code) {
    case "ENOENT":
      return { message: "there is no such file or folder", fix: "Look at the path; it is taken from where you are." };
    case "EACCES":
    case "EPERM":
      return { message: `it may not ${what}`, fix: "Give yourself the right to it, or name another." };
    case "EROFS":
      return { message: `it cannot ${what}: the disk is read-only`, fix: "Name a folder on another disk by --out." };
    case "ENOSPC":
    case "EDQUOT":
      return { message: `it cannot ${what}: the disk is full`, fix: "Make room, or name a folder elsewhere by --out." };
    case "ELOOP":
      return { message: "the link leads in a circle", fix: "Take it out." };
    case "ENOTDIR":
      return { message: "a part of the path is a file", fix: "Name another path, or move the file away." };
    case "EXDEV":
      return { message: `it cannot ${what}: it lies on another disk`, fix: "Name the folder on that disk by --out." };
    case "EMFILE":
    case "ENFILE":
      return { message: `it cannot ${what}: too many files are open`, fix: "Close other programs, and try again." };
    default:
      return {
        message: `it cannot ${what}: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`,
        fix: "Look at the path.",
      };
  }
}

/** Whether an error is the system's answer about a file, and no fault of a program. */
export function isFileTrouble(error: unknown): error is NodeJS.ErrnoException {
  const { code, syscall } = (error ?? {}) as { code?: unknown; syscall?: unknown };
  return typeof code === "string" && /^E[A-Z0-9]+$/.test(code) && typeof syscall === "string";
}
