const SCALES: { readonly [suffix: string]: readonly [base: bigint, exponent: number] } = {
  n: [10n, -9],
  u: [10n, -6],
  m: [10n, -3],
  "": [10n, 0],
  k: [10n, 3],
  M: [10n, 6],
  G: [10n, 9],
  T: [10n, 12],
  P: [10n, 15],
  E: [10n, 18],
  Ki: [2n, 10],
  Mi: [2n, 20],
  Gi: [2n, 30],
  Ti: [2n, 40],
  Pi: [2n, 50],
  Ei: [2n, 60],
};

/** An exact number: `numerator / denominator`, both positive or zero above. */
export interface Quantity {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * Reads a Kubernetes quantity without a sign (`40`, `1500m`, `0.5`, `160Gi`, `12e6`); undefined for anything else.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function parseQuantity(text: string): Quantity | undefined {
  const match = /^(\d{1,18})(?:\.(\d{1,9}))?(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d{1,2}))?$/.exec(text);
  if (match === null) return undefined;
  const [, whole = "", fraction = "", suffix = "", power] = match;
  const [base, exponent] = power === undefined ? (SCALES[suffix] ?? [10n, 0]) : [10n, Number(power)];
  const digits = BigInt(whole + fraction);
  const scale = base ** BigInt(Math.abs(exponent));
  const unit = 10n ** BigInt(fraction.length);
  return exponent >= 0
    ? { numerator: digits * scale, denominator: unit }
    : { numerator: digits, denominator: unit * scale };
}

/** The quantity counted in `1/perUnit`; undefined when that is no whole number. */
export function inSteps(quantity: Quantity, perUnit: bigint): bigint | undefined {
  const scaled = quantity.numerator * perUnit;
  return scaled % quantity.denominator === 0n ? scaled / quantity.denominator : undefined;
}
