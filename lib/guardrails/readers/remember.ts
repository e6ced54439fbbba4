/**
 * A parser that remembers its answers of the last texts. Several readers ask for the same file, and a program judges the
 * same files several times (every stack of a fleet, every test); parsing was half of the time that judging takes. What is
 * remembered is frozen: no reader can change what the next one sees.
 */
export function rememberLast<Answer>(most: number, parse: (text: string) => Answer): (text: string) => Answer {
  const answers = new Map<string, { readonly answer: Answer }>();
  return (text) => {
    const before = answers.get(text);
    if (before !== undefined) {
      // What is asked for again and again stays, also behind many texts that are asked for once.
      answers.delete(text);
      answers.set(text, before);
      return before.answer;
    }
    const answer = parse(text);
    freeze(answer);
    const [oldest] = answers.keys();
    if (answers.size >= most && oldest !== undefined) answers.delete(oldest);
    answers.set(text, { answer });
    return answer;
  };
}

function freeze(value: unknown): void {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) freeze(inner);
}
