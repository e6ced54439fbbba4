/** Letters of other alphabets, and digits, by the small Latin letters that they are taken for. */
const TAKEN_FOR: Readonly<Record<string, string>> = {
  a: "аɑα",
  b: "вь",
  c: "сϲ",
  d: "ԁ",
  e: "еёεє",
  g: "ɡ",
  h: "һн",
  i: "іıι",
  j: "јϳ",
  k: "кκ",
  l: "ӏ1",
  m: "м",
  n: "ոη",
  o: "оοօ0",
  p: "рρ",
  q: "ԛ",
  r: "г",
  s: "ѕ",
  t: "тτ",
  u: "սυ",
  v: "νѵ",
  w: "ԝω",
  x: "хχ",
  y: "уүγ",
  z: "ʐ",
};

const LATIN = new Map(Object.entries(TAKEN_FOR).flatMap(([latin, others]) => [...others].map((one) => [one, latin])));

/** A text that is the same for two names which are told apart by letter case, blanks, or letters that look alike. */
export function lookOf(name: string): string {
  const plain = name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s\p{Cf}]/gu, "");
  return [...plain].map((letter) => LATIN.get(letter) ?? letter).join("");
}

/** The letters of another alphabet in a word that has Latin ones beside them and could be all Latin: `U+0441`. */
export function strangeLettersIn(name: string): readonly string[] {
  const words = name.split(/[^\p{L}\p{M}\p{N}]+/u);
  const mixed = words.filter((word) => /[a-z]/i.test(word)).join("");
  const strange = [...mixed].filter((letter) => /\p{L}/u.test(letter) && LATIN.has(letter.toLowerCase()));
  return [...new Set(strange)].map(
    (letter) => `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`,
  );
}
