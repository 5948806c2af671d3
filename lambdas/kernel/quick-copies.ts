/**
 * Copies within a bucket, at half the CPU time that the SDK takes for one (docs/decisions/0037 has the figures). A build on top of
 * another one copies nearly all of its tiles, and they differ in two keys: so the SDK makes the first request, and what it made is
 * signed and sent again with other keys. Only a plain success counts. Whatever else comes, the SDK asks anew, and knows what to do: a
 * copy may be repeated. Once S3 wants to be asked less often all go by the SDK, whose client keeps to the rate that S3 takes
 * (kernel/s3.ts): requests beside it would be refused, and each be sent twice.
 */
import { CopyObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { countRequest } from './usage.ts';

type Handler = S3Client['config']['requestHandler'];
type Request = Parameters<Handler['handle']>[0];

/** Of one request alone: the SDK gives each its own. */
const ITS_OWN = [
  'amz-sdk-invocation-id',
  'amz-sdk-request',
  'x-amzn-trace-id',
  'authorization',
  'x-amz-date',
  'x-amz-content-sha256',
];

const SLOW_DOWN = 503;

/** In quotes, which XML may write as it likes. */
const ETAG = /<ETag>(?:&quot;|&#34;|")?([^<&"]+)/;

/** Copies one object over another and answers its ETag without quotes, if S3 tells it. @throws what the SDK throws */
export type QuickCopy = (from: string, to: string) => Promise<string | undefined>;

export function quickCopies(client: S3Client, bucket: string): QuickCopy {
  /** What the SDK made of a copy, up to the key. */
  let model: Request | undefined;
  let isSlowedDown = false;

  async function bySdk(from: string, to: string): Promise<string | undefined> {
    const command = new CopyObjectCommand({ Bucket: bucket, Key: to, CopySource: `${bucket}/${encoded(from)}` });
    command.middlewareStack.add(
      (next) => (args) => {
        model ??= modelOf(args.request as Request, encoded(to));
        return next(args);
      },
      { step: 'finalizeRequest', name: 'learnCopy' },
    );
    const { CopyObjectResult } = await client.send(command);
    return CopyObjectResult?.ETag?.replaceAll('"', '');
  }

  /** Undefined where it was no plain success. */
  async function quickly(known: Request, from: string, to: string): Promise<{ tag: string | undefined } | undefined> {
    const { config } = client;
    const headers = { ...known.headers, 'x-amz-copy-source': `${bucket}/${encoded(from)}` };
    const signer = await config.signer();
    const signed = await signer.sign({ ...known, headers, path: known.path + encoded(to) } as Request);
    countRequest('s3:CopyObject');
    const { response } = await config.requestHandler.handle(signed as Request);
    isSlowedDown ||= response.statusCode === SLOW_DOWN;
    const body = Buffer.from(await config.streamCollector(response.body)).toString();
    // S3 may begin to answer with 200 and end with an error.
    const isCopied = response.statusCode === 200 && body.includes('<CopyObjectResult');
    return isCopied ? { tag: ETAG.exec(body)?.[1] } : undefined;
  }

  return async (from, to) => {
    const copied = model && !isSlowedDown ? await quickly(model, from, to).catch(() => undefined) : undefined;
    return copied ? copied.tag : bySdk(from, to);
  };
}

/** Undefined where the SDK writes keys otherwise. */
function modelOf(request: Request, key: string): Request | undefined {
  if (!request.path.endsWith(`/${key}`)) return undefined;
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !ITS_OWN.includes(name)));
  return { ...request, headers, path: request.path.slice(0, -key.length) } as Request;
}

/** In the header, too, slashes stay as they are, everything else is encoded. */
const encoded = (key: string) => key.split('/').map(encodeURIComponent).join('/');
