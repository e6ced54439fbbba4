import type { Surroundings } from "../command";

/** A terminal's line is written over so often, in seconds. */
const OFTEN = 0.1;
/** Elsewhere a line is added so often, in seconds: a log is read later. */
const SELDOM = 5;

/**
 * Tells how far a run is, how fast, and how long it still takes: one line that is written over on a terminal, a plain line now and
 * then elsewhere. A run that is over within the first moments tells nothing.
 */
export class Progress {
  private readonly started: number;
  private told: number;
  private isShown = false;

  constructor(
    private readonly total: number,
    private readonly around: Surroundings,
  ) {
    this.started = around.now();
    this.told = this.started;
  }

  done(count: number): void {
    const now = this.around.now();
    if (count === this.total || now - this.told < (this.around.isTerminal ? OFTEN : SELDOM)) return;
    this.told = now;
    const line = describeProgress(count, this.total, now - this.started);
    this.around.tell(this.around.isTerminal ? `\r${line}\x1b[K` : `${line}\n`);
    this.isShown = true;
  }

  /** Takes the line off the terminal. */
  end(): void {
    if (this.isShown && this.around.isTerminal) this.around.tell("\r\x1b[K");
    this.isShown = false;
  }
}

/** `120 of 1000 clusters, 41.2 a second, 21 s left`. */
export function describeProgress(count: number, total: number, seconds: number): string {
  const rate = seconds > 0 ? count / seconds : 0;
  const left = rate > 0 ? Math.ceil((total - count) / rate) : undefined;
  const time = left === undefined ? "" : `, ${left < 120 ? `${left} s` : `${Math.round(left / 60)} min`} left`;
  return `${count} of ${total} clusters, ${rate.toFixed(1)} a second${time}`;
}
