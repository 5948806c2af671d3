/** Conditions of statements: exactly the operators and keys that the platform's templates use; any other is an error. */

import { arnPattern, type Matches, pattern } from './pattern.ts';
import { PolicyError } from './policy-error.ts';

/** Values of condition keys in one call, by their names in lower case. */
export type Context = Readonly<Record<string, string>>;
export type Condition = (context: Context) => boolean;

/** How a key's value is compared with one of the policy's. Without the key in the call, none of these holds. */
const OPERATORS: Record<string, (wanted: string) => Matches> = {
  // "ArnEquals and ArnLike behave identically" (IAM User Guide).
  ArnEquals: arnPattern,
  ArnLike: arnPattern,
  Bool: (wanted) => (given) => given.toLowerCase() === wanted.toLowerCase(),
  NumericLessThan: (wanted) => (given) => Number(given) < Number(wanted),
  StringEquals: (wanted) => (given) => given === wanted,
  StringLike: (wanted) => pattern(wanted),
};

/** What the values of an operator look like; anything else would never hold, and a Deny would be silent. */
const FORMS: Record<string, RegExp> = { Bool: /^(true|false)$/i, NumericLessThan: /^-?\d+(\.\d+)?$/ };

/** Keys that a call can carry; the names of keys do not tell A from a. */
const KEYS = ['aws:SecureTransport', 'aws:SourceAccount', 'aws:SourceArn', 's3:TlsVersion', 's3:prefix'];

/**
 * All must hold; of several values of one key, one must.
 * @throws PolicyError naming the operator or key that is not known
 */
export function readConditions(value: unknown, path: string): Condition[] {
  if (value === undefined) return [];
  if (value === null || typeof value !== 'object') throw new PolicyError(path, 'Condition must be an object');
  return Object.entries(value).flatMap(([operator, keys]) => {
    const compare = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
    if (!compare) throw new PolicyError(path, `the condition operator ${operator} (known: ${Object.keys(OPERATORS)})`);
    return Object.entries(keys as Record<string, unknown>).map(([key, wanted]) => {
      if (!KEYS.some((known) => known.toLowerCase() === key.toLowerCase()))
        throw new PolicyError(path, `the condition key ${key} (known: ${KEYS})`);
      const name = key.toLowerCase();
      const values = [wanted].flat().map((each) => {
        const text = String(each);
        if (text.includes('${')) throw new PolicyError(path, `the policy variable in ${text}`);
        if (FORMS[operator] && !FORMS[operator].test(text)) throw new PolicyError(path, `${text} in ${operator}`);
        return compare(text);
      });
      return (context: Context) => {
        const given = context[name];
        return given !== undefined && values.some((matches) => matches(given));
      };
    });
  });
}
