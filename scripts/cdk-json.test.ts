import { expect, test } from 'vitest';
import { cdkContext, contextOf } from './cdk-json.ts';

test('choices stand in the context; where they would change nothing they are refused', () => {
  const tessera = { signingKeyRotation: 1 };
  expect(contextOf(JSON.stringify({ app: 'app', context: { tessera } }))).toEqual({ tessera });
  expect(contextOf('{}')).toEqual({});
  expect(() => contextOf(JSON.stringify({ app: 'app', context: {}, tessera }))).toThrow(/Move it into "context"/);
});

test('our own file is read', () => {
  expect(cdkContext()).toMatchObject({ '@aws-cdk/core:target-partitions': ['aws'] });
});
