/**
 * Decodes a body of `Content-Encoding: aws-chunked` (S3 documentation, "Signature calculations for the Authorization
 * header: transferring payload in multiple chunks"): `HEX[;chunk-signature=…]\r\n DATA \r\n` until a chunk of 0 bytes,
 * then the trailing headers.
 */
import { createHash } from 'node:crypto';
import type { ChunkSignatures } from '../../signature/chunks.ts';
import { S3Error } from '../errors.ts';

/** A chunk's line and a trailer's are short; more is not aws-chunked. */
const LINE_BYTES = 8 * 1024;

const incomplete = (detail: string) =>
  new S3Error('IncompleteBody', 400, `The aws-chunked body cannot be read: ${detail}.`);

/** Takes bytes and lines from a stream of buffers. */
function reader(source: AsyncIterable<Buffer>) {
  const buffers = source[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  const more = async () => {
    const next = await buffers.next();
    return next.done ? undefined : next.value;
  };
  return {
    /** At most `bytes`, at least one. */
    async some(bytes: number): Promise<Buffer> {
      while (rest.length === 0) rest = (await more()) ?? refuseEnd();
      const taken = rest.subarray(0, bytes);
      rest = rest.subarray(taken.length);
      return taken;
    },
    /** Up to the next line feed; undefined at the end of the stream. */
    async line(): Promise<string | undefined> {
      for (;;) {
        const end = rest.indexOf(10);
        if (end >= 0) {
          const line = rest.toString('latin1', 0, end).replace(/\r$/, '');
          rest = rest.subarray(end + 1);
          return line;
        }
        if (rest.length > LINE_BYTES) throw incomplete(`a line is longer than ${LINE_BYTES} bytes`);
        const next = await more();
        if (!next) return rest.length === 0 ? undefined : refuseEnd();
        rest = Buffer.concat([rest, next]);
      }
    },
  };
}

const refuseEnd = (): never => {
  throw incomplete('it ends early');
};

/**
 * Yields the data; the trailing headers are put into `trailers` (names in lower case) when it ends. With `signatures`,
 * every chunk's and the trailer's are checked: a chunk's data comes before its signature is, so nothing may become
 * visible before the end.
 */
export async function* decodeChunks(
  source: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
  signatures: ChunkSignatures | undefined,
): AsyncGenerator<Buffer> {
  const input = reader(source);
  for (;;) {
    const head = /^([0-9a-fA-F]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec((await input.line()) ?? refuseEnd());
    if (!head) throw incomplete('a chunk does not begin with its size');
    let left = Number.parseInt(head[1]!, 16);
    const last = left === 0;
    const hash = signatures && createHash('sha256');
    while (left > 0) {
      const data = await input.some(left);
      left -= data.length;
      hash?.update(data);
      yield data;
    }
    if (hash) signatures.chunk(hash.digest('hex'), head[2]);
    if (last) break;
    if ((await input.line()) !== '') throw incomplete('a chunk is longer than its size');
  }
  let lines = '';
  for (let line = await input.line(); line; line = await input.line()) {
    const [name, value] = line.split(/:(.*)/s) as [string, string | undefined];
    if (value === undefined) throw incomplete('a trailing header has no value');
    trailers.set(name.toLowerCase().trim(), value.trim());
    if (name !== 'x-amz-trailer-signature') lines += `${name.toLowerCase().trim()}:${value.trim()}\n`;
  }
  if (signatures && lines) signatures.trailer(lines, trailers.get('x-amz-trailer-signature'));
}
