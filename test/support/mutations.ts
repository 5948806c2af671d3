/** Requests that went wrong on their way: `mutate` changes one by a seed, the same way every time. */
import { type Choosing, choosing } from '../../local/seeded.ts';
import type { RawRequest } from './raw-request.ts';

export type Mutation = { request: RawRequest /** What was done to it, for the title of a failure. */; what: string };

type Change = (request: RawRequest, random: Choosing) => Mutation;

/** What breaks parsers: percent signs, ends of lines and strings, what is no UTF-8, markup, numbers beyond numbers, much of it. */
export const JUNK = [
  '%',
  '%zz',
  '%00',
  '%c3%28',
  '%ff%fe',
  '..',
  '/../../etc/passwd',
  '//',
  '\\',
  '<x>&"\'',
  'ä€',
  '\u0001',
  '-1',
  '1e999',
  '99999999999999999999',
  'NaN',
  '{"a":',
  '[]',
  'null',
  "' OR 1=1 --",
  'x'.repeat(3000),
  'x'.repeat(20_000),
];
const METHODS = [
  'GET',
  'HEAD',
  'PUT',
  'POST',
  'DELETE',
  'PATCH',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'get',
  'NONSENSE',
  '',
];
/** Headers that services look at, with values they do not expect. */
const HEADERS: [string, string][] = [
  ['range', 'bytes=9-1'],
  ['range', 'lines=1-2'],
  ['if-match', 'no-etag'],
  ['if-none-match', '*'],
  ['if-modified-since', 'yesterday'],
  ['expect', '100-continue'],
  ['content-type', 'multipart/mixed; boundary='],
  ['content-encoding', 'gzip'],
  ['transfer-encoding', 'chunked'],
  ['transfer-encoding', 'gzip, chunked'],
  ['content-length', '0'],
  ['content-length', '-5'],
  ['content-length', '1e3'],
  ['content-length', '99999'],
  ['content-md5', '?'],
  ['authorization', 'Bearer x'],
  ['authorization', 'AWS4-HMAC-SHA256 Credential=/,SignedHeaders=,Signature='],
  ['host', ''],
  ['origin', 'null'],
  ['cookie', '=;;='],
  ['x-amz-date', '20000101T000000Z'],
  ['x-amz-content-sha256', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD'],
  ['x-amz-decoded-content-length', 'many'],
  ['x-amz-checksum-sha256', 'AAAA'],
  ['x-amz-trailer', 'x-amz-checksum-md5'],
  ['x-amz-copy-source', '%zz'],
];

const splice = (text: string, at: number, drop: number, insert: string) =>
  text.slice(0, at) + insert + text.slice(at + drop);

/** Another character, a missing stretch, or junk somewhere in a text. */
export function spoil(text: string, { below, pick }: Choosing): string {
  const at = below(text.length + 1);
  switch (below(4)) {
    case 0:
      return splice(text, at, 1, pick(['a', 'Z', '0', '%', '=', '+', ' ', ';', ':', '~']));
    case 1:
      return splice(text, at, 1 + below(8), '');
    case 2:
      return text.slice(0, at);
    default:
      return splice(text, at, 0, pick(JUNK));
  }
}

const changes: Change[] = [
  (request, { pick }) => {
    const method = pick(METHODS.filter((name) => name !== request.method));
    return { request: { ...request, method }, what: `method ${method}` };
  },
  (request, random) => {
    const [path, query] = splitTarget(request.target);
    const target = spoil(path, random) + query;
    return { request: { ...request, target }, what: `path ${target.slice(0, 80)}` };
  },
  (request, random) => {
    const [path, query] = splitTarget(request.target);
    const pairs = query.slice(1).split('&').filter(Boolean);
    const i = random.below(pairs.length + 1);
    const pair = pairs[i] ?? '';
    const choices = [
      pairs.toSpliced(i, 1),
      pairs.toSpliced(i, 0, pair),
      pairs.toSpliced(i, 1, spoil(pair, random)),
      pairs.toSpliced(
        i,
        0,
        random.pick(['acl', 'uploads', 'partNumber=x', '=', '&&', 'limit=-1', 'cursor=%00', 'a=b=c']),
      ),
      pairs.toReversed(),
    ];
    const target = `${path}?${random.pick(choices).join('&')}`;
    return { request: { ...request, target }, what: `query of ${target.slice(0, 80)}` };
  },
  (request, random) => {
    const { headers } = request;
    const i = random.below(headers.length);
    // The only one may have gone with the change before.
    const [name, value] = headers[i] ?? ['host', ''];
    const [choice, changed] = random.pick<[string, RawRequest['headers']]>([
      ['without', headers.toSpliced(i, 1)],
      ['twice', headers.toSpliced(i, 0, [name, value])],
      ['spoilt', headers.toSpliced(i, 1, [name, spoil(value, random)])],
      ['renamed', headers.toSpliced(i, 1, [spoil(name, random), value])],
    ]);
    return { request: { ...request, headers: changed }, what: `header ${name} ${choice}` };
  },
  (request, random) => {
    const [name, value] = random.pick(HEADERS);
    const others = request.headers.filter(([other]) => other.toLowerCase() !== name);
    return { request: { ...request, headers: [...others, [name, value]] }, what: `header ${name}: ${value}` };
  },
  (request, random) => {
    const { body } = request;
    const at = random.below(body.length + 1);
    const flipped = Buffer.from(body);
    if (flipped.length > 0) flipped[at % flipped.length]! ^= 1 << random.below(8);
    const [choice, changed] = random.pick<[string, Buffer]>([
      ['truncated', body.subarray(0, at)],
      ['extended', Buffer.concat([body, Buffer.from(random.pick(JUNK))])],
      ['flipped', flipped],
      ['junk', Buffer.from(random.pick(JUNK))],
      ['empty', Buffer.alloc(0)],
      ['spoilt', Buffer.from(spoil(body.toString('latin1'), random), 'latin1')],
    ]);
    // Half of the time the length is right again, so that the change itself is met.
    const fixed = random.below(2) === 0;
    const headers = request.headers.map(([name, value]): [string, string] =>
      fixed && name.toLowerCase() === 'content-length' ? [name, String(changed.length)] : [name, value],
    );
    return {
      request: { ...request, headers, body: changed },
      what: `body ${choice}${fixed ? '' : ', length not told'}`,
    };
  },
];

function splitTarget(target: string): [path: string, query: string] {
  const mark = target.indexOf('?');
  return mark < 0 ? [target, ''] : [target.slice(0, mark), target.slice(mark)];
}

/** One change, or two in a fifth of the cases; a seed always gives the same. */
export function mutate(request: RawRequest, seed: number): Mutation {
  const random = choosing(seed);
  const first = random.pick(changes)(request, random);
  if (random.below(5) > 0) return first;
  const second = random.pick(changes)(first.request, random);
  return { request: second.request, what: `${first.what}, ${second.what}` };
}

/** What so many seeds make of a request, each once: half of them come to the same, most of all where there is no body. */
export const mutationsOf = (request: RawRequest, seeds: number): SeededMutation[] =>
  distinct(seeds, (seed) => mutate(request, seed));

export type SeededMutation = Mutation & { seed: number };

/** What each seed makes, each once. */
export function distinct(seeds: number, make: (seed: number) => Mutation): SeededMutation[] {
  const made = new Map<string, SeededMutation>();
  for (let seed = 0; seed < seeds; seed++) {
    const mutation = make(seed);
    const { method, target, headers, body } = mutation.request;
    const key = JSON.stringify([method, target, headers, body.toString('latin1')]);
    if (!made.has(key)) made.set(key, { ...mutation, seed });
  }
  return [...made.values()];
}
