/** Printable, and begins as no number, date or mark of YAML does. */
const BARE = /^(?:--?)?[A-Za-z/_($][\x20-\x7e]*$/;
/** What some version, or the library, takes for a switch, nothing, or a number. */
const WORD = /^-{0,2}(?:y|n|yes|no|on|off|true|false|null|nan|inf|e[-+]?\d+)$/i;
/** Of these and of what follows, texts that every version of the library takes for something else. */
const ALWAYS_WORD = /^(?:yes|no|on|off|true|false|null)$/;
const NUMBER = /^\d{1,15}(?:\.\d{1,9})?$/;
/** What begins like a number and is none: sizes, times, addresses, and names that begin with an account. */
const MEASURE =
  /^\d{1,4}(?:(?:[KMGT]iB?|[hms%]|h\d{1,2}m\d{1,2}s|m\d{1,2}s)|(?:\.\d{1,3}){3}(?:\/\d{1,2}|:\d{1,5})?|\d{0,8}(?:\.[a-z]{2}[a-z0-9-]*){2,9}(?:\/[\w./@:-]*\w)?)$/;
/** Begins with a mark, ends the text, or makes it a key. */
const MARKED = /^[ ,[\]{}#&*!|>'"%@`]|: | #|[ :]$/;
const PRINTABLE = /^[\x20-\x7e]*$/;

/**
 * A text as the library writes it on one line, where that is plain to see; the library takes longer to load than a cluster
 * takes to write.
 *
 * @returns undefined where the library is to be asked
 */
export function lineOfText(text: string): string | undefined {
  if (!PRINTABLE.test(text)) return undefined;
  if (text === "" || ALWAYS_WORD.test(text) || NUMBER.test(text)) return `"${text}"`;
  if (MARKED.test(text)) return text.includes('"') && !text.includes("'") ? `'${text}'` : JSON.stringify(text);
  return (BARE.test(text) && !WORD.test(text)) || MEASURE.test(text) ? text : undefined;
}
