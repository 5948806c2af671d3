/** Attribute values compared, measured and looked into, as the developer guide's "Comparison operator and function reference" says. */
import type { Parameters, Value } from '../engine.ts';
import { compareNumbers } from './number.ts';

type Type = 'S' | 'N' | 'B' | 'BOOL' | 'NULL' | 'SS' | 'NS' | 'BS' | 'L' | 'M';

export const typeOf = (value: Value): Type => Object.keys(value)[0] as Type;
/** What stands behind the type: text, or a list, set or map of unknown depth. */
export const contentOf = (value: Value) => (value as Parameters)[typeOf(value)];
const bytes = (base64: string) => Buffer.from(base64, 'base64');

/** Numbers by value, sets without order, lists and maps to their depth. Other types are never equal. */
export function equal(a: Value, b: Value): boolean {
  const type = typeOf(a);
  if (type !== typeOf(b)) return false;
  const [first, second] = [contentOf(a), contentOf(b)];
  switch (type) {
    case 'N':
      return compareNumbers(first, second) === 0;
    case 'SS':
    case 'NS':
    case 'BS': {
      const member = type[0] as Type;
      return (
        first.length === second.length &&
        first.every((each: string) => second.some((other: string) => equal({ [member]: each }, { [member]: other })))
      );
    }
    case 'L':
      return first.length === second.length && first.every((each: Value, i: number) => equal(each, second[i]));
    case 'M': {
      const keys = Object.keys(first);
      return (
        keys.length === Object.keys(second).length &&
        keys.every((key) => Object.hasOwn(second, key) && equal(first[key], second[key]))
      );
    }
    default:
      return first === second;
  }
}

/** Order of two strings (by their UTF-8 bytes), numbers or binaries; undefined for anything else. */
export function order(a: Value, b: Value): number | undefined {
  const type = typeOf(a);
  if (type !== typeOf(b)) return undefined;
  const [first, second] = [a[type], b[type]] as [string, string];
  if (type === 'S') return Buffer.compare(Buffer.from(first), Buffer.from(second));
  if (type === 'N') return compareNumbers(first, second);
  if (type === 'B') return Buffer.compare(bytes(first), bytes(second));
  return undefined;
}

export function beginsWith(value: Value, prefix: Value): boolean {
  const type = typeOf(value);
  if (type !== typeOf(prefix)) return false;
  const [text, start] = [value[type], prefix[type]] as [string, string];
  if (type === 'S') return text.startsWith(start);
  return type === 'B' && bytes(text).subarray(0, bytes(start).length).equals(bytes(start));
}

/** A part of a string or binary, a member of a set, an element of a list. */
export function contains(value: Value, part: Value): boolean {
  const type = typeOf(value);
  const content = contentOf(value);
  if (type === 'L') return content.some((each: Value) => equal(each, part));
  if (type === 'SS' || type === 'NS' || type === 'BS') {
    return content.some((each: string) => equal({ [type[0]!]: each }, part));
  }
  if (type !== typeOf(part)) return false;
  if (type === 'S') return content.includes(part.S);
  return type === 'B' && bytes(content).includes(bytes(part.B as string));
}

/** What `size` answers; undefined where it has none (numbers, booleans, null). */
export function sizeOf(value: Value): number | undefined {
  const type = typeOf(value);
  const content = contentOf(value);
  if (type === 'S') return content.length;
  if (type === 'B') return bytes(content).length;
  if (type === 'M') return Object.keys(content).length;
  return Array.isArray(content) ? content.length : undefined;
}
