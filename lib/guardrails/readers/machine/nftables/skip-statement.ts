import type { Cursor } from "./cursor";

/** Passes a statement that decides nothing by itself: counter, log, limit. Says whether there was one. */
export function skipStatement(cursor: Cursor): boolean {
  if (cursor.skip("counter")) {
    if (cursor.skip("packets")) {
      cursor.number("a number of packets");
      cursor.expect("bytes");
      cursor.number("a number of bytes");
    }
    return true;
  }
  if (cursor.skip("log")) {
    for (;;) {
      if (cursor.skip("prefix")) cursor.quoted("a prefix");
      else if (cursor.skip("level") || cursor.skip("flags")) cursor.word("a level or flag");
      else if (cursor.skip("group") || cursor.skip("snaplen")) cursor.number("a number");
      else return true;
    }
  }
  if (cursor.skip("limit", "rate")) {
    cursor.skip("over");
    const rate = cursor.word("a rate");
    if (!/^\d+\/(second|minute|hour|day)$/.test(rate)) cursor.fail(`"${rate}" is not a rate`);
    if (cursor.skip("burst")) {
      cursor.number("a number of packets");
      cursor.expect("packets");
    }
    return true;
  }
  return false;
}
