import { createHash, randomUUID } from 'node:crypto';
import { seeded } from '../seeded.ts';

/** `$range` with more numbers than this is refused, as the service does. */
const RANGE_LENGTH = 1000;
const ALGORITHMS = { MD5: 'md5', 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' };

const refuse = (message: string): never => {
  throw new Error(message);
};

function partition(list: unknown, size: number) {
  if (list === undefined) return undefined;
  if (!Number.isInteger(size) || size < 1) refuse(`$partition: the size must be a whole number above 0, not ${size}`);
  const items = Array.isArray(list) ? list : [list];
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}

function range(first: number, last: number, step: number) {
  if (![first, last, step].every(Number.isInteger) || step === 0)
    refuse(`$range: needs three whole numbers and a step that is not 0`);
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > RANGE_LENGTH) refuse(`$range: ${length} numbers are more than ${RANGE_LENGTH}`);
  const numbers = Array.from({ length }, (_, i) => first + i * step);
  return numbers.length === 1 ? numbers[0] : numbers;
}

function hash(content: unknown, algorithm: string) {
  const name = ALGORITHMS[algorithm as keyof typeof ALGORITHMS];
  if (!name) refuse(`$hash: the algorithm must be one of ${Object.keys(ALGORITHMS).join(', ')}, not ${algorithm}`);
  return createHash(name)
    .update(typeof content === 'string' ? content : JSON.stringify(content))
    .digest('hex');
}

/** Without a seed as JSONata's own; with one always the same number. */
const random = (seed?: number) => (seed === undefined ? Math.random() : seeded(seed)());

/** The functions that Step Functions adds to JSONata. `$eval` it takes away; here `$parse` stands for it. */
export const STATES_FUNCTIONS: Record<string, (...args: never[]) => unknown> = {
  partition,
  range,
  hash,
  random,
  uuid: () => randomUUID(),
  parse: (text: string) => JSON.parse(text),
  eval: () => refuse('$eval is not available in Step Functions; use $parse for JSON'),
};
