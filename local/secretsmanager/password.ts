import { randomInt } from 'node:crypto';
import { invalid } from './failure.ts';

const LOWERCASE = 'abcdefghijklmnopqrstuvwxyz';
/** As the API reference lists it (GetRandomPassword, ExcludePunctuation). */
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/**
 * A password of characters that each have the same chance.
 * @param kinds.excluded characters that are not among them
 * @param kinds.isEachIncluded at least one of each kind
 * @throws ApiFailure where no such password can be
 */
export function randomPassword(
  length: number,
  kinds: {
    excluded: string;
    lowercase: boolean;
    uppercase: boolean;
    numbers: boolean;
    punctuation: boolean;
    space: boolean;
    isEachIncluded: boolean;
  },
): string {
  const excluded = new Set(kinds.excluded);
  const types = [
    kinds.lowercase && LOWERCASE,
    kinds.uppercase && LOWERCASE.toUpperCase(),
    kinds.numbers && '0123456789',
    kinds.punctuation && PUNCTUATION,
    kinds.space && ' ',
  ].flatMap((characters) => (characters ? [[...characters].filter((each) => !excluded.has(each))] : []));
  const allowed = types.flat();
  if (allowed.length === 0) throw invalid('The password must contain at least one character type.');
  if (!kinds.isEachIncluded) return Array.from({ length }, () => oneOf(allowed)).join('');
  if (types.some((characters) => characters.length === 0))
    throw invalid('ExcludeCharacters leaves nothing of a character type that is required.');
  if (types.length > length) throw invalid('Password length is too short based on the required types.');
  const drawn = [...types.map(oneOf), ...Array.from({ length: length - types.length }, () => oneOf(allowed))];
  return shuffled(drawn).join('');
}

const oneOf = (characters: string[]): string => characters[randomInt(characters.length)]!;

/** Fisher and Yates. */
function shuffled(characters: string[]): string[] {
  const result = [...characters];
  for (let i = result.length - 1; i > 0; i--) {
    const j = randomInt(i + 1);
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}
