/** The policy of a signed URL or cookie: which addresses, from when until when, for whom. */
import { BlockList, isIPv6 } from 'node:net';
import { type Matches, pattern } from '../iam/pattern.ts';

export type Policy = {
  /** `*` any text, `?` one character; undefined: everything. */
  resource: Matches | undefined;
  /** Epoch seconds. */
  before: number;
  after: number | undefined;
  /** An address or a range. */
  source: string | undefined;
};
export type Asked = { url: string; address: string; epoch: number };

type Raw = Record<string, unknown>;

/**
 * One statement with DateLessThan and, where there are any, Resource, DateGreaterThan and IpAddress: nothing else.
 * @throws Error for a text that is no such policy
 */
export function readPolicy(text: string): Policy {
  const { Statement, ...more } = fields(JSON.parse(text), 'policy');
  nothing(more);
  if (!Array.isArray(Statement) || Statement.length !== 1) throw new Error('a policy has one statement');
  const { Resource, Condition, ...rest } = fields(Statement[0], 'statement');
  nothing(rest);
  const { DateLessThan, DateGreaterThan, IpAddress, ...others } = fields(Condition, 'condition');
  nothing(others);
  if (Resource !== undefined && typeof Resource !== 'string') throw new Error('a resource is a text');
  return {
    resource: Resource === undefined ? undefined : pattern(Resource),
    before: epochOf(DateLessThan),
    after: DateGreaterThan === undefined ? undefined : epochOf(DateGreaterThan),
    source: IpAddress === undefined ? undefined : sourceOf(IpAddress),
  };
}

/** Why the policy does not allow what is asked; undefined when it does. */
export function policyRefusal({ resource, before, after, source }: Policy, asked: Asked): string | undefined {
  if (resource !== undefined && !resource(asked.url)) return 'another address';
  if (asked.epoch >= before) return 'too late';
  if (after !== undefined && asked.epoch <= after) return 'too early';
  if (source !== undefined && !holds(source, asked.address)) return 'from elsewhere';
  return undefined;
}

function fields(value: unknown, what: string): Raw {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new Error(`a ${what} is an object`);
  return value as Raw;
}

function nothing(rest: Raw): void {
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw new Error(`${unknown} is not known`);
}

function epochOf(value: unknown): number {
  const { 'AWS:EpochTime': epoch, ...rest } = fields(value, 'date');
  nothing(rest);
  if (!Number.isInteger(epoch)) throw new Error('a date is a whole number of seconds');
  return epoch as number;
}

function sourceOf(value: unknown): string {
  const { 'AWS:SourceIp': source, ...rest } = fields(value, 'source');
  nothing(rest);
  if (typeof source !== 'string') throw new Error('a source is an address or a range');
  // Says no to what is neither.
  holds(source, '127.0.0.1');
  return source;
}

function holds(source: string, address: string): boolean {
  const [network = '', length] = source.split('/');
  const family = isIPv6(network) ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  list.addSubnet(network, length === undefined ? (family === 'ipv6' ? 128 : 32) : Number(length), family);
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  return list.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}
