import { readdirSync } from "node:fs";
import { join } from "node:path";
import rooms from "./rooms.json";

/**
 * What `npm test` runs as one, by room: places of test/, a folder or a file without its ending. The longest stands first;
 * the package's test waits for the compiled library. `npm run prove` runs the rest.
 */
export const ROOMS: Readonly<Record<Room, readonly string[]>> = rooms;

export type Room = keyof typeof rooms;

const TESTS = join(__dirname, "..");

/** Every test file below test/, by its path there. */
export function testFiles(): readonly string[] {
  return readdirSync(TESTS, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".test.ts"))
    .sort();
}

export function filesOf(room: Room): readonly string[] {
  return testFiles().filter((file) =>
    ROOMS[room].some((place) => file.startsWith(`${place}/`) || file === `${place}.test.ts`),
  );
}

/**
 * Runs a room's test files as one. Jest loads every module anew for every file that it starts, which took longer than the
 * tests themselves, so `npm test` starts rooms; `npx jest test/spec/fleet.test.ts` runs one file alone.
 */
export function runRoom(room: Room): void {
  for (const file of filesOf(room)) {
    // A file's hooks and names stay its own.
    describe(file, () => {
      require(join(TESTS, file));
    });
  }
}
