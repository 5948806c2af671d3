import { expect, test } from 'vitest';
import type { Resource } from '../template/assembly.ts';
import { bucketName, identity, physicalName } from './identity.ts';

const resource = (type: string, path: string, properties = {}): Resource => ({
  stack: 'TesseraMap',
  logicalId: 'X',
  path,
  type,
  properties,
  condition: undefined,
});

test('names are readable and come from the construct path', () => {
  expect(physicalName(resource('AWS::Lambda::Function', 'TesseraMap/CreateMap/Resource'))).toBe('TesseraMap-CreateMap');
  expect(bucketName(resource('AWS::S3::Bucket', 'TesseraStorage/WorkBucket/Resource'))).toBe(
    'tessera-storage-work-bucket',
  );
  expect(bucketName(resource('AWS::S3::Bucket', 'A/B/Resource', { BucketName: 'given' }))).toBe('given');
});

test('long names stay within the services’ limits and apart', () => {
  const long = (end: string) => resource('AWS::S3::Bucket', `Tessera/${'Deep/'.repeat(20)}${end}/Resource`);
  expect(physicalName(long('A')).length).toBeLessThanOrEqual(64);
  expect(bucketName(long('A')).length).toBeLessThanOrEqual(63);
  expect(bucketName(long('A'))).not.toBe(bucketName(long('B')));
});

test.each([
  ['AWS::Lambda::Function', 'Arn', 'arn:aws:lambda:us-east-1:000000000000:function:TesseraMap-Plan'],
  ['AWS::StepFunctions::StateMachine', 'Arn', 'arn:aws:states:us-east-1:000000000000:stateMachine:TesseraMap-Plan'],
  ['AWS::DynamoDB::GlobalTable', 'Arn', 'arn:aws:dynamodb:us-east-1:000000000000:table/TesseraMap-Plan'],
  ['AWS::IAM::Role', 'Arn', 'arn:aws:iam::000000000000:role/TesseraMap-Plan'],
  ['AWS::S3::Bucket', 'RegionalDomainName', 'tessera-map-plan.s3.us-east-1.amazonaws.com'],
])('%s has %s', (type, name, expected) => {
  expect(identity.attribute(resource(type, 'TesseraMap/Plan/Resource'), name)).toBe(expected);
});

test('an attribute that is not served is refused by the path', () => {
  const table = resource('AWS::DynamoDB::GlobalTable', 'TesseraMap/Plan/Resource');
  expect(() => identity.attribute(table, 'StreamArn')).toThrow(/TesseraMap\/Plan.*StreamArn/);
});
