/** The middle of some numbers; of an even count the mean of the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1] ?? Number.NaN, sorted[Math.floor(middle)] ?? Number.NaN];
  return (low + high) / 2;
}

/** By which power a quantity grows between two sizes: 1 is linear, 2 is quadratic. */
export function exponent(
  from: readonly [size: number, value: number],
  to: readonly [size: number, value: number],
): number {
  return Math.log(to[1] / from[1]) / Math.log(to[0] / from[0]);
}
