import { setTimeout } from "node:timers/promises";

/** Asks again and again until the answer is good, or the time is over; the last answer either way. */
export async function eventually<Answer>(
  ask: () => Answer,
  good: (answer: Answer) => boolean,
  seconds = 30,
): Promise<Answer> {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const answer = ask();
    if (good(answer) || Date.now() > until) return answer;
    await setTimeout(300);
  }
}
