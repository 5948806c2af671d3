/** Forms that went wrong on their way: what is in them, how they are put together, and what their header says of it. */
import { type Choosing, choosing } from '../../local/seeded.ts';
import { distinct, JUNK, type Mutation, spoil } from './mutations.ts';
import type { RawRequest } from './raw-request.ts';

export type Part = { headers: [name: string, value: string][]; content: Buffer };
type Form = {
  parts: Part[];
  boundary: string;
  /** Of the request. */
  type: string;
  /** Between lines, before the first boundary, after the last, and that one itself. */
  line: string;
  before: string;
  after: string;
  end: string;
};
type Change = (form: Form, random: Choosing) => [what: string, changes: Partial<Form>];

const BOUNDARY = 'fields-and-a-photo';
/** Types that parts may say they have; some say that there are parts in them. */
const TYPES = [
  ...['image/jpeg', 'image/heic', 'image/svg+xml', 'text/html', 'application/json', 'message/rfc822', '', 'x', '/'],
  ...['multipart/mixed; boundary=inner', `multipart/form-data; boundary=${BOUNDARY}`, 'multipart/mixed; boundary='],
  ...['text/plain; charset=utf-7', 'text/plain; charset=utf-16le', 'text/plain; charset=nothing', 'image/jpeg; q="'],
];
const DISPOSITIONS = [
  ...['form-data', 'attachment; name="file"', 'form-data; name=', 'form-data; name="file', 'form-data; name=""'],
  ...['form-data; name="__proto__"', 'form-data; name="constructor"; filename="a.jpg"', 'form-data; name="file[]"'],
  ...['form-data; name="file"; filename=""', 'form-data; name="file"; filename="..\\\\..\\\\a.jpg"'],
  ...['form-data; name="file"; filename="/etc/passwd"', 'form-data; name="file"; filename=a b.jpg'],
  ...["form-data; name=file; filename*=UTF-8''%ff%fe.jpg", "form-data; name=file; filename*=nothing''a.jpg"],
  ...["form-data; name=file; filename*=UTF-8'a", 'form-data; name="file"; name="album_id"; filename="a.jpg"'],
  ...['form-data; name="file"; filename="\u202egpj.exe"', `form-data; name="file"; filename="${'x'.repeat(5000)}.jpg"`],
  ...[`form-data; name="${'n'.repeat(5000)}"`, 'form-data; name="album\u0000_id"', 'form-data; name="title"'],
];
const OTHERS: [string, string][] = [
  ['content-transfer-encoding', 'base64'],
  ['content-transfer-encoding', 'quoted-printable'],
  ['content-transfer-encoding', 'nothing'],
  ['content-length', '0'],
  ['content-length', '99999999'],
  ['content-encoding', 'gzip'],
  ['x-long', 'x'.repeat(20_000)],
];
const BOUNDARIES = ['', ' ', '"', 'x'.repeat(300), 'other', "'()+_,-./:=?", '\u00e4', '--', `${BOUNDARY}--`];

const replaced = <T>(from: readonly T[], at: number, ...by: T[]) => from.toSpliced(at, 1, ...by);
const withHeader = ({ headers, content }: Part, name: string, value: string): Part => ({
  headers: [...headers.filter(([other]) => other !== name), [name, value]],
  content,
});
/** One of the parts, changed. */
const inPart =
  (change: (part: Part, random: Choosing) => [what: string, part: Part]): Change =>
  ({ parts }, random) => {
    const at = random.below(parts.length);
    const [what, part] = change(parts[at]!, random);
    return [`part ${at}: ${what}`, { parts: replaced(parts, at, part) }];
  };

const CHANGES: Change[] = [
  inPart((part, { pick }) => {
    const disposition = pick(DISPOSITIONS);
    return [disposition.slice(0, 60), withHeader(part, 'content-disposition', disposition)];
  }),
  inPart((part, { pick }) => {
    const type = pick(TYPES);
    return [`type ${type}`, withHeader(part, 'content-type', type)];
  }),
  inPart((part, { pick }) => {
    const [name, value] = pick(OTHERS);
    return [`${name}: ${value.slice(0, 20)}`, withHeader(part, name, value)];
  }),
  inPart(({ headers, content }, random) => {
    const at = random.below(headers.length);
    const [name, value] = headers[at]!;
    const [what, changed] = random.pick<[string, Part['headers']]>([
      ['without', headers.toSpliced(at, 1)],
      ['twice', headers.toSpliced(at, 0, [name, value])],
      ['spoilt', replaced(headers, at, [name, spoil(value, random)])],
      ['renamed', replaced(headers, at, [spoil(name, random), value])],
      ['many times', Array.from({ length: 3000 }, () => [name, value])],
    ]);
    return [`${name} ${what}`, { headers: changed, content }];
  }),
  inPart((part, random) => {
    const { content } = part;
    const at = random.below(content.length + 1);
    const [what, changed] = random.pick<[string, Buffer]>([
      ['truncated', content.subarray(0, at)],
      ['empty', Buffer.alloc(0)],
      ['junk', Buffer.from(random.pick(JUNK))],
      ['spoilt', Buffer.from(spoil(content.toString('latin1'), random), 'latin1')],
      ['with a boundary in it', Buffer.concat([content.subarray(0, at), Buffer.from(`\r\n--${BOUNDARY}\r\n`)])],
      ['a form', bodyOf({ ...formOf([part]), boundary: 'inner' })],
      ['large', Buffer.alloc(200_000, content)],
    ]);
    return [`content ${what}`, { ...part, content: changed }];
  }),
  ({ parts }, { below, pick }) => {
    const at = below(parts.length);
    const part = parts[at]!;
    const [what, changed] = pick<[string, Part[]]>([
      ['without', parts.toSpliced(at, 1)],
      ['twice', parts.toSpliced(at, 0, part)],
      ['40 times', parts.toSpliced(at, 0, ...Array.from({ length: 40 }, () => part))],
      ['last', [...parts.toSpliced(at, 1), part]],
      ['alone', [part]],
    ]);
    return [`part ${at} ${what}`, { parts: changed }];
  },
  (_, { pick }) => {
    const boundary = pick(BOUNDARIES);
    return pick<[string, Partial<Form>]>([
      [`boundary ${boundary.slice(0, 20)} told`, { type: `multipart/form-data; boundary=${boundary}` }],
      [`boundary "${boundary.slice(0, 20)}" used`, { boundary, type: `multipart/form-data; boundary="${boundary}"` }],
      [`boundary ${boundary.slice(0, 20)} between parts`, { boundary }],
    ]);
  },
  ({ type }, random) =>
    random.pick<[string, Partial<Form>]>([
      ['no type', { type: '' }],
      ['mixed', { type: type.replace('form-data', 'mixed') }],
      ['encoded as in a URL', { type: 'application/x-www-form-urlencoded' }],
      ['without a boundary', { type: 'multipart/form-data' }],
      ['two boundaries', { type: `${type}; boundary=other` }],
      ['a strange charset', { type: `${type}; charset=utf-7` }],
      ['type spoilt', { type: spoil(type, random).replace(/[\r\n]/g, '') }],
    ]),
  (_, { pick }) =>
    pick<[string, Partial<Form>]>([
      ['lines end with LF', { line: '\n' }],
      ['lines end with CR', { line: '\r' }],
      ['no lines', { line: '' }],
      ['no end', { end: '' }],
      ['half an end', { end: '-' }],
      ['something before', { before: 'This is a form.\r\n' }],
      ['much before', { before: `${'x'.repeat(100_000)}\r\n` }],
      ['something after', { after: 'And that is it.' }],
      ['another form after', { after: `\r\n--${BOUNDARY}\r\n\r\n\r\n--${BOUNDARY}--` }],
    ]),
];

const formOf = (parts: Part[]): Form => ({
  ...{ parts, boundary: BOUNDARY, type: `multipart/form-data; boundary=${BOUNDARY}` },
  ...{ line: '\r\n', before: '', after: '', end: '--' },
});

function bodyOf({ parts, boundary, line, before, after, end }: Form): Buffer {
  const pieces = parts.flatMap(({ headers, content }) => [
    Buffer.from(`--${boundary}${line}${headers.map(([name, value]) => `${name}: ${value}${line}`).join('')}${line}`),
    content,
    Buffer.from(line),
  ]);
  return Buffer.concat([Buffer.from(before), ...pieces, Buffer.from(`--${boundary}${end}${line}${after}`)]);
}

/** A request with its form. @param request without a body and what is said of it */
function requestWith({ method, target, headers }: RawRequest, form: Form): RawRequest {
  const body = bodyOf(form);
  const said: RawRequest['headers'] = [
    ...(form.type ? [['content-type', form.type] as [string, string]] : []),
    ['content-length', String(body.length)],
  ];
  return { method, target, headers: [...headers, ...said], body };
}

export const formRequest = (request: RawRequest, parts: Part[]): RawRequest => requestWith(request, formOf(parts));

/** One change of a form, or two in a third of the cases; a seed always gives the same. */
function mutateForm(request: RawRequest, parts: Part[], seed: number): Mutation {
  const random = choosing(seed);
  const [what, changes] = random.pick(CHANGES)(formOf(parts), random);
  const first = { ...formOf(parts), ...changes };
  if (random.below(3) > 0 || first.parts.length === 0) return { request: requestWith(request, first), what };
  const [more, further] = random.pick(CHANGES)(first, random);
  return { request: requestWith(request, { ...first, ...further }), what: `${what}, ${more}` };
}

/** What so many seeds make of a form, each once. */
export const formMutations = (request: RawRequest, parts: Part[], seeds: number) =>
  distinct(seeds, (seed) => mutateForm(request, parts, seed));
