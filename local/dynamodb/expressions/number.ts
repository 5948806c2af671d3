/**
 * DynamoDB's numbers: decimal text, up to 38 significant digits, magnitudes from 1E-130 to 9.99...E+125 (developer guide,
 * "Data types"). As BigInt times a power of ten nothing is rounded.
 */
import { validationError } from '../errors.ts';

const MOST_DIGITS = 38;
const LARGEST_EXPONENT = 125;
const SMALLEST_EXPONENT = -130;

type Decimal = { digits: bigint; exponent: number };

/** `text` has been validated: [sign] digits [. digits] [e [sign] digits]. */
function parse(text: string): Decimal {
  const [, sign, whole = '', part = '', power = '0'] = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  const digits = BigInt(`${whole}${part}` || '0');
  return { digits: sign === '-' ? -digits : digits, exponent: Number(power) - part.length };
}

function aligned(a: string, b: string): [bigint, bigint, number] {
  const [first, second] = [parse(a), parse(b)];
  const exponent = Math.min(first.exponent, second.exponent);
  const scale = (each: Decimal) => each.digits * 10n ** BigInt(each.exponent - exponent);
  return [scale(first), scale(second), exponent];
}

/** Below zero, zero, above zero: as `a` is less than, equal to, more than `b`. */
export function compareNumbers(a: string, b: string): number {
  const [first, second] = aligned(a, b);
  return first < second ? -1 : first > second ? 1 : 0;
}

/** ValidationException when the sum has too many digits or is too large or too small. */
export function add(a: string, b: string): string {
  const [first, second, exponent] = aligned(a, b);
  return format({ digits: first + second, exponent });
}

export function subtract(a: string, b: string): string {
  const [first, second, exponent] = aligned(a, b);
  return format({ digits: first - second, exponent });
}

/** Significant digits, and the exponent of the first one: 1230 is '123', 3. */
export function significant(text: string): { digits: string; exponent: number } {
  const { digits, exponent } = parse(text);
  const all = (digits < 0n ? -digits : digits).toString();
  return { digits: all.replace(/0+$/, ''), exponent: exponent + all.length - 1 };
}

function format({ digits, exponent }: Decimal): string {
  if (digits === 0n) return '0';
  const text = (digits < 0n ? -digits : digits).toString();
  const first = text.length - 1 + exponent;
  if (first > LARGEST_EXPONENT) {
    throw validationError('Number overflow. Attempting to store a number with magnitude larger than supported range');
  }
  if (first < SMALLEST_EXPONENT) {
    throw validationError('Number underflow. Attempting to store a number with magnitude smaller than supported range');
  }
  if (text.replace(/0+$/, '').length > MOST_DIGITS) {
    throw validationError('Attempting to store more than 38 significant digits in a Number');
  }
  const sign = digits < 0n ? '-' : '';
  if (exponent >= 0) return sign + text + '0'.repeat(exponent);
  const padded = text.padStart(1 - exponent, '0');
  const whole = padded.slice(0, exponent);
  const part = padded.slice(exponent).replace(/0+$/, '');
  return sign + whole + (part && `.${part}`);
}
