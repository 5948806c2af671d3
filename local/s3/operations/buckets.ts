import { receiveText } from '../body/receive.ts';
import { answer, answerXml, type Call, readNumber } from '../call.ts';
import { notImplemented, S3Error } from '../errors.ts';
import { isBucketName } from '../store/buckets.ts';
import { readDocument } from '../xml.ts';
import { readToken, writeToken } from './list-objects.ts';

/** Most buckets of a page (service limit). */
const MOST_BUCKETS = 10_000;

export function listBuckets(call: Call) {
  const prefix = call.query.get('prefix') ?? '';
  const token = call.query.get('continuation-token');
  const most = readNumber(call, 'max-buckets', { fallback: MOST_BUCKETS, least: 1, most: MOST_BUCKETS });
  const buckets = call.store.buckets.list(prefix, token === null ? '' : readToken(token), most + 1);
  const shown = buckets.slice(0, most);
  answerXml(call, 'ListAllMyBucketsResult', {
    Owner: { ID: 'tessera' },
    Buckets: {
      Bucket: shown.map(({ name, created }) => ({ Name: name, CreationDate: new Date(created).toISOString() })),
    },
    Prefix: prefix === '' ? undefined : prefix,
    ContinuationToken: buckets.length > most ? writeToken(shown.at(-1)!.name) : undefined,
  });
}

export const headBucket = (call: Call) => answer(call, 200, { 'x-amz-bucket-region': call.region });

/** us-east-1 is the empty constraint, as in S3. */
export const getBucketLocation = (call: Call) =>
  answerXml(call, 'LocationConstraint', call.region === 'us-east-1' ? '' : call.region);

/** Headers of CreateBucket that would make a bucket of another kind. */
function refuseOtherKinds(headers: Record<string, string>) {
  const lock = headers['x-amz-bucket-object-lock-enabled'];
  if (lock !== undefined && lock.toLowerCase() !== 'false') throw notImplemented('Object Lock');
  const ownership = headers['x-amz-object-ownership'] ?? 'BucketOwnerEnforced';
  if (ownership !== 'BucketOwnerEnforced') throw notImplemented(`x-amz-object-ownership: ${ownership}`);
}

/** Throws when the document asks for another region than this one, or for what is no plain bucket. */
async function checkConfiguration(call: Call) {
  // Unlike a PUT of an object, CreateBucket may come without a body and without its length.
  const text = call.headers['content-length'] === undefined ? '' : await receiveText(call.body);
  const { LocationConstraint = '', ...other } = text === '' ? {} : readDocument(text, 'CreateBucketConfiguration');
  const unknown = Object.keys(other)[0];
  if (unknown !== undefined) throw notImplemented(`${unknown} in CreateBucketConfiguration`);
  // The constraint us-east-1 does not exist: that region is asked for by leaving it out.
  if (LocationConstraint === (call.region === 'us-east-1' ? '' : call.region)) return;
  if (LocationConstraint === 'us-east-1')
    throw new S3Error('InvalidLocationConstraint', 400, 'The specified location-constraint is not valid');
  throw new S3Error('IllegalLocationConstraintException', 400, `This S3 is ${call.region}, nowhere else.`);
}

/** Making one's own bucket again changes nothing: 200 in us-east-1, as in S3. */
export async function createBucket(call: Call) {
  const { bucket, headers, store } = call;
  if (!isBucketName(bucket))
    throw new S3Error('InvalidBucketName', 400, 'The specified bucket is not valid.', {
      fields: { BucketName: bucket },
    });
  refuseOtherKinds(headers);
  await checkConfiguration(call);
  if (!store.buckets.get(bucket)) store.buckets.ensure(bucket, [], call.now.getTime());
  answer(call, 200, { location: `/${bucket}` });
}

/** Uploads that were begun and not completed go with their bucket. */
export function deleteBucket(call: Call) {
  const { bucket, store } = call;
  if (store.objects.list(bucket, '', '', 1).length > 0)
    throw new S3Error('BucketNotEmpty', 409, 'The bucket you tried to delete is not empty', {
      fields: { BucketName: bucket },
    });
  store.uploads.abortAll(bucket);
  store.notices.configure(bucket, []);
  store.buckets.delete(bucket);
  answer(call, 204);
}
