/**
 * Text for a terminal. Names of files and maps may hold whatever their makers liked: escape sequences that move the cursor,
 * line ends that make one line look like two, and characters that turn the direction of what follows.
 */
const MOVING = /[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029]/gu;

/** One line: what would not stay in its place is written as JSON writes it (`\n`, `\u001b`). */
export const oneLine = (text: string): string => text.replace(MOVING, escaped);

/** The same for a text of many lines; JSON stays the same JSON. */
export const printable = (text: string): string =>
  text.replace(MOVING, (character) => (character === '\n' ? character : escaped(character)));

function escaped(character: string): string {
  if (character === '\n') return '\\n';
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
