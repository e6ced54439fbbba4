/** Whether `npm run prove` runs this: what takes long is then tried whole. */
export const PROVING = process.env.PORTCULLIS_PROVE !== undefined;

/** A test that takes seconds, for `npm run prove` alone; nothing stands for it elsewhere, not even a skipped test. */
export function testWhereProving(name: string, body: () => unknown): void {
  if (PROVING) test(name, async () => void (await body()), 120_000);
}
