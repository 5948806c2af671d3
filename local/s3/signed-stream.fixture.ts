/** Writes `Content-Encoding: aws-chunked` as a client does (S3 documentation, "Transferring payload in multiple chunks"). */
import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');

class Sha256 {
  hash;
  constructor(secret?: string | Uint8Array) {
    this.hash = secret ? createHmac('sha256', secret) : createHash('sha256');
  }
  update(data: string | Uint8Array) {
    this.hash.update(data);
  }
  async digest() {
    return this.hash.digest();
  }
}

export type StreamedPut = {
  headers: Record<string, string>;
  /** Each as it travels, its line and its end included; the last one is empty. */
  chunks: Buffer[];
  /** Trailing headers, their signature and the last empty line. */
  trailer: string;
};

/** A PUT of `data` in two chunks to `url`, everything signed; with `trailer` as trailing headers. */
export async function signedStream(
  url: string,
  data: Buffer,
  credentials: { accessKeyId: string; secretAccessKey: string },
  trailer: Record<string, string> = {},
): Promise<StreamedPut> {
  const { hostname, port, host, pathname } = new URL(url);
  const names = Object.keys(trailer);
  const kind = `STREAMING-AWS4-HMAC-SHA256-PAYLOAD${names.length > 0 ? '-TRAILER' : ''}`;
  const signer = new SignatureV4({
    credentials,
    region: 'us-east-1',
    service: 's3',
    sha256: Sha256 as never,
    uriEscapePath: false,
  });
  const { headers } = await signer.sign({
    method: 'PUT',
    protocol: 'http:',
    hostname,
    port: Number(port),
    path: pathname,
    headers: {
      host,
      'content-encoding': 'aws-chunked',
      'x-amz-content-sha256': kind,
      'x-amz-decoded-content-length': String(data.length),
      ...(names.length > 0 && { 'x-amz-trailer': names.join(',') }),
    },
  });
  const time = headers['x-amz-date']!;
  const date = time.slice(0, 8);
  const scope = `${date}/us-east-1/s3/aws4_request`;
  const dateKey = hmac(`AWS4${credentials.secretAccessKey}`, date);
  const key = hmac(hmac(hmac(dateKey, 'us-east-1'), 's3'), 'aws4_request');
  let previous = /Signature=(\w+)/.exec(headers.authorization!)![1]!;
  const next = (part: string, ...hashes: string[]) => {
    previous = hmac(key, [`AWS4-HMAC-SHA256-${part}`, time, scope, previous, ...hashes].join('\n')).toString('hex');
    return previous;
  };
  const half = data.length >> 1;
  const chunks = [data.subarray(0, half), data.subarray(half), Buffer.alloc(0)].map((part) => {
    const line = `${part.length.toString(16)};chunk-signature=${next('PAYLOAD', sha256(''), sha256(part))}\r\n`;
    return Buffer.concat([Buffer.from(line), part, Buffer.from(part.length > 0 ? '\r\n' : '')]);
  });
  const lines = Object.entries(trailer).map(([name, value]) => `${name}:${value}`);
  const signature = next('TRAILER', sha256(lines.map((line) => `${line}\n`).join('')));
  const last = lines.length > 0 ? [...lines, `x-amz-trailer-signature:${signature}`, '', ''] : ['', ''];
  return { headers, chunks, trailer: last.join('\r\n') };
}
