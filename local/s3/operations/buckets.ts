import { answer, answerXml, type Call } from '../call.ts';

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
