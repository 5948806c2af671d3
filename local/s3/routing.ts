/** Which operation a request asks for, and what the account must allow for it. */
import { S3_ACTIONS } from '../iam/api-calls.ts';
import type { Operation } from './call.ts';
import { KEPT_HEADERS } from './description.ts';
import { notImplemented } from './errors.ts';
import { deleteBucketCors, getBucketCors, putBucketCors } from './operations/bucket-cors.ts';
import { getBucketNotification, putBucketNotification } from './operations/bucket-notification.ts';
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
  route('GET', 'account', listBuckets, S3_ACTIONS.ListBuckets, [], ['prefix', 'max-buckets', 'continuation-token']),
  route('PUT', 'bucket', putBucketCors, S3_ACTIONS.PutBucketCors, ['cors']),
  route('GET', 'bucket', getBucketCors, S3_ACTIONS.GetBucketCors, ['cors']),
  route('DELETE', 'bucket', deleteBucketCors, S3_ACTIONS.DeleteBucketCors, ['cors']),
  route('PUT', 'bucket', putBucketNotification, S3_ACTIONS.PutBucketNotificationConfiguration, ['notification']),
  route('GET', 'bucket', getBucketNotification, S3_ACTIONS.GetBucketNotificationConfiguration, ['notification']),
  route('PUT', 'bucket', createBucket, S3_ACTIONS.CreateBucket),
  route('DELETE', 'bucket', deleteBucket, S3_ACTIONS.DeleteBucket),
  route('HEAD', 'bucket', headBucket, S3_ACTIONS.HeadBucket),
  route('GET', 'bucket', getBucketLocation, S3_ACTIONS.GetBucketLocation, ['location']),
  route('GET', 'bucket', listUploads, S3_ACTIONS.ListMultipartUploads, ['uploads'], UPLOADS),
  route(
    'GET',
    'bucket',
    listObjectsV2,
    S3_ACTIONS.ListObjectsV2,
    ['list-type'],
    [...LIST, 'continuation-token', 'start-after'],
  ),
  route('GET', 'bucket', listObjectsV1, S3_ACTIONS.ListObjects, [], [...LIST, 'marker']),
  route('POST', 'bucket', deleteObjects, undefined, ['delete']),
  route('GET', 'object', listParts, S3_ACTIONS.ListParts, ['uploadId'], ['max-parts', 'part-number-marker']),
  route('GET', 'object', getObjectAttributes, S3_ACTIONS.GetObjectAttributes, ['attributes']),
  route('GET', 'object', getObject, S3_ACTIONS.GetObject, [], READ),
  route('HEAD', 'object', headObject, S3_ACTIONS.HeadObject, [], READ),
  route('PUT', 'object', uploadPartCopy, S3_ACTIONS.UploadPartCopy, ['partNumber', 'uploadId'], [], COPY_SOURCE),
  route('PUT', 'object', uploadPart, S3_ACTIONS.UploadPart, ['partNumber', 'uploadId']),
  route('PUT', 'object', copyObject, S3_ACTIONS.CopyObject, [], [], COPY_SOURCE),
  route('PUT', 'object', putObject, S3_ACTIONS.PutObject),
  route('DELETE', 'object', abortUpload, S3_ACTIONS.AbortMultipartUpload, ['uploadId']),
  route('DELETE', 'object', deleteObject, S3_ACTIONS.DeleteObject),
  route('POST', 'object', createUpload, S3_ACTIONS.CreateMultipartUpload, ['uploads']),
  route('POST', 'object', completeUpload, S3_ACTIONS.CompleteMultipartUpload, ['uploadId']),
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
