/** Attributes of messages: what they may be, their size, their checksum, and which of them a receiver asked for. */
import { createHash } from 'node:crypto';
import { invalidValue } from './errors.ts';

/** As in the JSON protocol; `BinaryValue` is base64. */
export type Attribute = { DataType: string; StringValue?: string; BinaryValue?: string };
export type Attributes = Record<string, Attribute>;

/** Of one message (Developer Guide, "Amazon SQS message quotas"). */
const MOST = 10;

/** @throws SqsError InvalidParameterValueException naming the attribute */
export function checkAttributes(attributes: Attributes): void {
  const names = Object.keys(attributes);
  if (names.length > MOST)
    throw invalidValue(`Number of message attributes [${names.length}] exceeds the allowed maximum [${MOST}].`);
  for (const name of names) checkAttribute(name, attributes[name]!);
}

function checkAttribute(name: string, { DataType, StringValue, BinaryValue, ...rest }: Attribute): void {
  const refuse = (why: string) => invalidValue(`Message (user) attribute '${name}' ${why}`);
  if (!/^[A-Za-z0-9_.-]{1,256}$/.test(name) || /^(aws|amazon)\.|^\.|\.$|\.\./i.test(name))
    throw invalidValue(
      `Message (user) attribute name '${name}' is invalid: letters, digits, underscores, hyphens and single periods, at most 256.`,
    );
  const [list] = Object.keys(rest);
  if (list !== undefined) throw refuse(`cannot have the field ${list}: list values are not implemented by SQS.`);
  const type = /^(String|Number|Binary)(\.[^\s]*)?$/.exec(DataType ?? '')?.[1];
  if (!type || DataType.length > 256)
    throw refuse(
      `has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  const value = type === 'Binary' ? BinaryValue : StringValue;
  if (!value) throw refuse(`must contain a non-empty value of type '${type}'.`);
  if (type === 'Number' && !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value))
    throw refuse(`must contain a value that is a number, not ${value}.`);
}

const bytesOf = ({ StringValue, BinaryValue }: Attribute) =>
  BinaryValue === undefined ? Buffer.from(StringValue ?? '') : Buffer.from(BinaryValue, 'base64');

/** Bytes of body and attributes together, names and types included: what the limits of SQS count. */
export const messageBytes = (body: string, attributes: Attributes): number =>
  Object.entries(attributes).reduce(
    (sum, [name, each]) => sum + Buffer.byteLength(name) + Buffer.byteLength(each.DataType) + bytesOf(each).length,
    Buffer.byteLength(body),
  );

export const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/**
 * MD5 of attributes as SQS computes it (Developer Guide, "Calculating the MD5 message digest for message attributes"): sorted by
 * name; of each its name, type and value, each after its length in four bytes, with a byte before the value that says whether it is text.
 */
export function md5OfAttributes(attributes: Attributes | undefined): string | undefined {
  const names = Object.keys(attributes ?? {}).sort();
  if (!attributes || names.length === 0) return undefined;
  const hash = createHash('md5');
  const add = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const name of names) {
    const each = attributes[name]!;
    add(Buffer.from(name));
    add(Buffer.from(each.DataType));
    hash.update(Buffer.from([each.BinaryValue === undefined ? 1 : 2]));
    add(bytesOf(each));
  }
  return hash.digest('hex');
}

/** Those that were asked for by name, by a prefix (`bar.*`), or all (`All`, `.*`). */
export function chosenAttributes(attributes: Attributes, wanted: readonly string[]): Attributes {
  const isWanted = (name: string) =>
    wanted.some((each) =>
      each === 'All' || each === '.*' ? true : each.endsWith('.*') ? name.startsWith(each.slice(0, -2)) : each === name,
    );
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => isWanted(name)));
}
