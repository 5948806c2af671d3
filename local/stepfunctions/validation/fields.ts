import { expressionIn } from '../expressions.ts';
import { parseResource } from '../resource.ts';
import { parseTimestamp } from '../timestamp.ts';

/** Says what is wrong with the value of a field; undefined when it is right. */
export type Check = (value: unknown) => string | undefined;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const check =
  (holds: (value: unknown) => boolean, message: string): Check =>
  (value) =>
    holds(value) ? undefined : message;

export const text = check((v) => typeof v === 'string', 'must be a text');
export const anything: Check = () => undefined;
export const yes = check((v) => v === true, 'must be true');
export const object = check(isObject, 'must be an object');
export const texts = check(
  (v) => Array.isArray(v) && v.length > 0 && v.every((one) => typeof one === 'string'),
  'must be an array of texts, not empty',
);
export const array = check(Array.isArray, 'must be an array');
export const list = check((v) => Array.isArray(v) && v.length > 0, 'must be an array, not empty');
export const oneOf = (...choices: string[]): Check =>
  check((v) => choices.includes(v as string), `must be one of ${choices.join(', ')}`);
export const wholeFrom = (least: number, most = Number.MAX_SAFE_INTEGER): Check =>
  check(
    (v) => Number.isInteger(v) && (v as number) >= least && (v as number) <= most,
    `must be a whole number from ${least}`,
  );
export const numberFrom = (least: number): Check =>
  check((v) => typeof v === 'number' && v >= least, `must be a number from ${least}`);
export const orExpression =
  (inner: Check): Check =>
  (value) =>
    expressionIn(value) === undefined ? inner(value) : undefined;
export const variables = check(
  (v) =>
    isObject(v) && Object.keys(v).every((name) => /^[\p{L}_][\p{L}\p{N}_]{0,79}$/u.test(name) && name !== 'states'),
  'must be an object of variables, none of them named states',
);
export const timestamp = orExpression(
  check((v) => parseTimestamp(v) !== undefined, 'String does not match RFC3339 timestamp'),
);
export const label = check(
  (v) => typeof v === 'string' && /^[A-Za-z0-9_-]{1,40}$/.test(v),
  'must have 1 to 40 letters, digits, - or _',
);
export const taskResource: Check = (value) => {
  try {
    parseResource(value);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};
export const resource = (...names: string[]): Check => oneOf(...names.map((name) => `arn:aws:states:::${name}`));
