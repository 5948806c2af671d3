import { Agent, get } from 'node:http';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { LOCAL } from '../../lib/limits.ts';
import type { GetObject, OriginAnswer } from '../edge/origin.ts';
import type { Headers } from '../edge/response-headers.ts';
import type { AccessKey } from './access-keys.ts';

/** Seconds that a signature of the edge is good: it is used at once. */
const SECONDS = 60;

/**
 * How the edge reads buckets: a request signed with the distribution's own key (origin access control), whose answer is passed
 * on as it is, refusals included.
 */
export function createBucketReader(
  endpoint: string,
  { id, secret }: AccessKey,
): { getObject: GetObject; close(): void } {
  const client = new S3Client({
    endpoint,
    region: LOCAL.region,
    credentials: { accessKeyId: id, secretAccessKey: secret },
  });
  const agent = new Agent({ keepAlive: true });
  return {
    getObject: async (bucket, key, { headers }) => {
      const url = await getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key: key }), {
        expiresIn: SECONDS,
      });
      const ask = (): Promise<OriginAnswer> =>
        new Promise((resolve, reject) => {
          const request = get(url, { agent, headers }, (response) => {
            resolve({ status: response.statusCode ?? 502, headers: response.headers as Headers, body: response });
          });
          // The other side may close a connection that lay idle (Node: after 5 s) at the moment when it is used again.
          request.on('error', (error) => (request.reusedSocket ? ask().then(resolve, reject) : reject(error)));
        });
      return ask();
    },
    close: () => {
      agent.destroy();
      client.destroy();
    },
  };
}
