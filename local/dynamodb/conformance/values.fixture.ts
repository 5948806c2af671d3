/** Plain JavaScript to attribute values and back: strings, numbers, booleans, null, bytes, sets, arrays, objects. */
import type { Parameters as Value } from '../engine.ts';

function toValue(plain: unknown): Value {
  if (typeof plain === 'string') return { S: plain };
  if (typeof plain === 'number') return { N: String(plain) };
  if (typeof plain === 'boolean') return { BOOL: plain };
  if (plain === null) return { NULL: true };
  if (plain instanceof Uint8Array) return { B: Buffer.from(plain).toString('base64') };
  if (Array.isArray(plain)) return { L: plain.map(toValue) };
  if (plain instanceof Set) {
    const members = [...plain].map((each) => Object.entries(toValue(each))[0]!);
    return { [`${members[0]?.[0] ?? 'S'}S`]: members.map(([, member]) => member) };
  }
  return { M: toItem(plain as object) };
}

function toPlain(value: Value): unknown {
  const [type, content] = Object.entries(value)[0]!;
  if (type === 'N') return Number(content);
  if (type === 'NULL') return null;
  if (type === 'B') return new Uint8Array(Buffer.from(content, 'base64'));
  if (type === 'L') return content.map(toPlain);
  if (type === 'M') return toObject(content);
  if (/^[SNB]S$/.test(type)) return new Set(content.map((member: string) => toPlain({ [type[0]!]: member })));
  return content;
}

export const toItem = (object: object): Record<string, Value> =>
  Object.fromEntries(Object.entries(object).map(([name, each]) => [name, toValue(each)]));
export const toObject = (item: Record<string, Value>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).map(([name, each]) => [name, toPlain(each)]));
