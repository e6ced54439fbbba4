let attempts = 0;

/** Another number for every attempt, so that what is written is a change. */
export function nextAttempt(): number {
  attempts += 1;
  return attempts;
}
