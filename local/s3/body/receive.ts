/** Takes a request's body: decodes it, hashes it on its way to a sink, and checks everything the request says about it. */
import { createHash } from 'node:crypto';
import { chunkSignatures } from '../../signature/chunks.ts';
import { UNSIGNED_PAYLOAD, type Verified } from '../../signature/verify.ts';
import { type Algorithm, type Checksum, checksumHeader, hasher } from '../checksums/algorithms.ts';
import { badDigest, checkFormat, declaredChecksum, declaredMd5 } from '../checksums/declared.ts';
import { invalidRequest, notImplemented, S3Error } from '../errors.ts';
import { decodeChunks } from './aws-chunked.ts';

/** Largest body of one PUT (service limit). */
const MOST_BYTES = 5 * 1024 ** 3;

export type IncomingBody = {
  stream: AsyncIterable<Buffer>;
  headers: Record<string, string>;
  verified: Verified;
};

/** `md5` in hex. */
export type ReceivedBody = { size: number; md5: string; checksum: Checksum | undefined };

function declaredLength(headers: Record<string, string>, streaming: boolean): number {
  const length = headers[streaming ? 'x-amz-decoded-content-length' : 'content-length'];
  if (length === undefined || !/^\d+$/.test(length))
    throw new S3Error('MissingContentLength', 411, 'You must provide the Content-Length HTTP header.');
  if (Number(length) > MOST_BYTES)
    throw new S3Error('EntityTooLarge', 400, 'Your proposed upload exceeds the maximum allowed size', {
      fields: { ProposedSize: length, MaxSizeAllowed: MOST_BYTES },
    });
  return Number(length);
}

function decoded({ stream, verified }: IncomingBody, trailers: Map<string, string>): AsyncIterable<Buffer> {
  switch (verified.payload) {
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD':
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER':
      return decodeChunks(stream, trailers, chunkSignatures(verified));
    case 'STREAMING-UNSIGNED-PAYLOAD-TRAILER':
      return decodeChunks(stream, trailers, undefined);
  }
  if (verified.payload.startsWith('STREAMING-')) throw notImplemented(`x-amz-content-sha256: ${verified.payload}`);
  if (verified.payload !== UNSIGNED_PAYLOAD && !/^[0-9a-f]{64}$/.test(verified.payload))
    throw invalidRequest('x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-… or a SHA-256 in hex.');
  return stream;
}

/**
 * Writes the body to `write`; throws when it is not what the request says: then the caller drops what was written.
 * `algorithm`: also compute this checksum when the request declares none.
 */
export async function receive(
  body: IncomingBody,
  write: (data: Buffer) => void | Promise<void>,
  algorithm?: Algorithm,
): Promise<ReceivedBody> {
  const { headers, verified } = body;
  const declared = declaredChecksum(headers);
  const expectedMd5 = declaredMd5(headers);
  const length = declaredLength(headers, verified.payload.startsWith('STREAMING-'));
  const md5 = createHash('md5');
  const sha256 = verified.payload.length === 64 ? createHash('sha256') : undefined;
  const kind = declared?.algorithm ?? algorithm;
  const checksum = kind && hasher(kind);
  const trailers = new Map<string, string>();
  let size = 0;
  for await (const data of decoded(body, trailers)) {
    size += data.length;
    if (size > length) break;
    md5.update(data);
    sha256?.update(data);
    checksum?.update(data);
    const written = write(data);
    if (written) await written;
  }
  if (size !== length)
    throw new S3Error('IncompleteBody', 400, 'You did not provide the number of bytes specified by Content-Length.');
  const digest = md5.digest('hex');
  if (expectedMd5 !== undefined && expectedMd5 !== digest) throw badDigest('Content-MD5');
  if (sha256 && sha256.digest('hex') !== verified.payload)
    throw new S3Error(
      'XAmzContentSHA256Mismatch',
      400,
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  const value = checksum?.digest().toString('base64');
  if (declared)
    checkDeclared(declared.algorithm, declared.value ?? trailers.get(checksumHeader(declared.algorithm)), value!);
  return { size, md5: digest, checksum: kind && { algorithm: kind, value: value!, type: 'FULL_OBJECT' } };
}

function checkDeclared(algorithm: Algorithm, given: string | undefined, computed: string) {
  if (given === undefined)
    throw invalidRequest(`The trailer ${checksumHeader(algorithm)} was announced and did not come.`);
  checkFormat(algorithm, given);
  if (given !== computed) throw badDigest(algorithm);
}

/** A request document of at most 2 MiB (1,000 keys of 1,024 bytes and their tags). */
export async function receiveText(body: IncomingBody): Promise<string> {
  const buffers: Buffer[] = [];
  let bytes = 0;
  await receive(body, (data) => {
    bytes += data.length;
    if (bytes > 2 * 1024 * 1024) throw new S3Error('MaxMessageLengthExceeded', 400, 'Your request was too big.');
    buffers.push(data);
  });
  return Buffer.concat(buffers).toString('utf8');
}
