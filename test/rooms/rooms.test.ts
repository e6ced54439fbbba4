import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { filesOf, ROOMS, type Room, testFiles } from "./run-room";

const rooms = Object.keys(ROOMS) as Room[];

describe("what npm test runs", () => {
  test("every test file that needs no real program is in one room, and in one only", () => {
    const ran = rooms.flatMap(filesOf);
    expect([...ran].sort()).toEqual(testFiles().filter((file) => !/^(conformance|range)\//.test(file)));
  });

  test("every place of a room is there", () => {
    const places = rooms.flatMap((room) => ROOMS[room]);
    expect(
      places.filter(
        (place) => !existsSync(join(__dirname, "..", place)) && !existsSync(join(__dirname, "..", `${place}.test.ts`)),
      ),
    ).toEqual([]);
  });

  test("every room is started by a file of its name, which runs that room", () => {
    const files = readdirSync(__dirname).filter((name) => name.endsWith(".room.ts"));
    expect(files.sort()).toEqual(rooms.map((room) => `${room}.room.ts`).sort());
    for (const room of rooms)
      expect(readFileSync(join(__dirname, `${room}.room.ts`), "utf8")).toContain(`runRoom("${room}");`);
  });
});
