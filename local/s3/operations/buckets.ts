import { receiveText } from '../body/receive.ts';
import { answer, answerXml, type Call } from '../call.ts';
import { S3Error } from '../errors.ts';
import { isBucketName } from '../store/buckets.ts';
import { readItems } from '../xml.ts';

export function listBuckets(call: Call) {
  const buckets = call.store.buckets.list();
  answerXml(call, 'ListAllMyBucketsResult', {
    Owner: { ID: 'tessera' },
    Buckets: {
      Bucket: buckets.map(({ name, created }) => ({ Name: name, CreationDate: new Date(created).toISOString() })),
    },
  });
}

export const headBucket = (call: Call) => answer(call, 200, { 'x-amz-bucket-region': call.region });

/** us-east-1 is the empty constraint, as in S3. */
export const getBucketLocation = (call: Call) =>
  answerXml(call, 'LocationConstraint', call.region === 'us-east-1' ? '' : call.region);

/** In us-east-1 a bucket that is the caller's own already is answered as if it were new, as in S3. */
export async function createBucket(call: Call) {
  const { store, bucket, region, now } = call;
  if (!isBucketName(bucket)) throw new S3Error('InvalidBucketName', 400, 'The specified bucket is not valid.');
  const text = await receiveText(call.body);
  const { fields } = text ? readItems(text, 'CreateBucketConfiguration', 'Tags') : { fields: {} };
  const asked = (fields as Record<string, string>).LocationConstraint?.trim() || 'us-east-1';
  if (asked !== region)
    throw new S3Error(
      'IllegalLocationConstraintException',
      400,
      `The ${asked} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    );
  if (!store.buckets.get(bucket)) store.buckets.ensure(bucket, [], now.getTime());
  answer(call, 200, { location: `/${bucket}` });
}

export function deleteBucket(call: Call) {
  const { store, bucket } = call;
  if (store.objects.list(bucket, '', '', 1).length > 0)
    throw new S3Error('BucketNotEmpty', 409, 'The bucket you tried to delete is not empty');
  store.buckets.remove(bucket);
  answer(call, 204);
}
