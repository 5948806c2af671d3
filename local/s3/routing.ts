/** Which operation a request asks for, and what the account must allow for it. */
import type { Operation } from './call.ts';
import { KEPT_HEADERS } from './description.ts';
import { notImplemented } from './errors.ts';
import { deleteBucketCors, getBucketCors, putBucketCors } from './operations/bucket-cors.ts';
import { createBucket, deleteBucket, getBucketLocation, headBucket, listBuckets } from './operations/buckets.ts';
import { completeUpload } from './operations/complete-upload.ts';
import { copyObject } from './operations/copy-object.ts';
import { COPY_SOURCE } from './operations/copy-source.ts';
import { deleteObject, deleteObjects } from './operations/delete-objects.ts';
import { getObject, headObject } from './operations/get-object.ts';
import { listObjectsV1, listObjectsV2 } from './operations/list-objects.ts';
import { abortUpload, createUpload, listParts, listUploads, uploadPart } from './operations/multipart.ts';
import { getObjectAttributes } from './operations/object-attributes.ts';
import { putObject } from './operations/put-object.ts';
import { uploadPartCopy } from './operations/upload-part-copy.ts';

export type Route = {
  method: string;
  of: 'account' | 'bucket' | 'object';
  /** Parameters that choose the operation. */
  needs: string[];
  /** Parameters that it knows. */
  knows: string[];
  header?: string;
  run: Operation;
  /** The action, on the bucket or on the object; undefined when the operation asks by itself. */
  action?: string;
};

const READ = ['partNumber', ...KEPT_HEADERS.map((name) => `response-${name}`)];
const LIST = ['prefix', 'delimiter', 'max-keys', 'encoding-type', 'fetch-owner'];
const UPLOADS = ['prefix', 'max-uploads', 'key-marker', 'upload-id-marker', 'encoding-type'];

const route = (
  method: string,
  of: Route['of'],
  run: Operation,
  action: string | undefined,
  needs: string[] = [],
  knows: string[] = [],
  header?: string,
): Route => ({ method, of, needs, knows, header, run, action });

/** In the order of trial: what needs more comes first. */
const ROUTES: Route[] = [
  route('GET', 'account', listBuckets, 's3:ListAllMyBuckets', [], ['prefix', 'max-buckets', 'continuation-token']),
  route('PUT', 'bucket', putBucketCors, 's3:PutBucketCORS', ['cors']),
  route('GET', 'bucket', getBucketCors, 's3:GetBucketCORS', ['cors']),
  route('DELETE', 'bucket', deleteBucketCors, 's3:PutBucketCORS', ['cors']),
  route('PUT', 'bucket', createBucket, 's3:CreateBucket'),
  route('DELETE', 'bucket', deleteBucket, 's3:DeleteBucket'),
  route('HEAD', 'bucket', headBucket, 's3:ListBucket'),
  route('GET', 'bucket', getBucketLocation, 's3:GetBucketLocation', ['location']),
  route('GET', 'bucket', listUploads, 's3:ListBucketMultipartUploads', ['uploads'], UPLOADS),
  route('GET', 'bucket', listObjectsV2, 's3:ListBucket', ['list-type'], [...LIST, 'continuation-token', 'start-after']),
  route('GET', 'bucket', listObjectsV1, 's3:ListBucket', [], [...LIST, 'marker']),
  route('POST', 'bucket', deleteObjects, undefined, ['delete']),
  route('GET', 'object', listParts, 's3:ListMultipartUploadParts', ['uploadId'], ['max-parts', 'part-number-marker']),
  route('GET', 'object', getObjectAttributes, 's3:GetObjectAttributes', ['attributes']),
  route('GET', 'object', getObject, 's3:GetObject', [], READ),
  route('HEAD', 'object', headObject, 's3:GetObject', [], READ),
  route('PUT', 'object', uploadPartCopy, 's3:PutObject', ['partNumber', 'uploadId'], [], COPY_SOURCE),
  route('PUT', 'object', uploadPart, 's3:PutObject', ['partNumber', 'uploadId']),
  route('PUT', 'object', copyObject, 's3:PutObject', [], [], COPY_SOURCE),
  route('PUT', 'object', putObject, 's3:PutObject'),
  route('DELETE', 'object', abortUpload, 's3:AbortMultipartUpload', ['uploadId']),
  route('DELETE', 'object', deleteObject, 's3:DeleteObject'),
  route('POST', 'object', createUpload, 's3:PutObject', ['uploads']),
  route('POST', 'object', completeUpload, 's3:PutObject', ['uploadId']),
];

/** `x-id` is what the SDKs add for people who read logs; `x-amz-` belongs to a presigned URL. */
const ofEveryRequest = (name: string) => name === 'x-id' || name.toLowerCase().startsWith('x-amz-');

/** Throws NotImplemented naming the sub-resource, header or method that this server does not have. */
export function findRoute(
  method: string,
  { bucket, key }: { bucket: string; key: string },
  query: URLSearchParams,
  headers: Record<string, string>,
): Route {
  const of = bucket === '' ? 'account' : key === '' ? 'bucket' : 'object';
  const place = of === 'object' ? 'an object' : of === 'bucket' ? 'a bucket' : 'the account';
  const found = ROUTES.find(
    (candidate) =>
      candidate.method === method &&
      candidate.of === of &&
      candidate.needs.every((name) => query.has(name)) &&
      (candidate.header === undefined || headers[candidate.header] !== undefined),
  );
  const unknown = [...query.keys()].find(
    (name) => !ofEveryRequest(name) && !found?.needs.includes(name) && !found?.knows.includes(name),
  );
  if (unknown !== undefined) throw notImplemented(`the sub-resource ?${unknown} of ${method} on ${place}`);
  if (!found) throw notImplemented(`${method} on ${place}`);
  if (headers[COPY_SOURCE] !== undefined && found.header !== COPY_SOURCE)
    throw notImplemented(`the header ${COPY_SOURCE} with ${method} on ${place}`);
  return found;
}
