import { expect, it } from 'vitest';
import { hasReference, withSecret } from './dynamic-reference.ts';

const ARN = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:origin-abc123';
const secretOf = (arn: string, version: string) => (arn === ARN && version === 'v1' ? 'open sesame' : undefined);

it('replaces a reference by the value of that version, and leaves any other text', () => {
  expect(withSecret(`{{resolve:secretsmanager:${ARN}:SecretString:::v1}}`, secretOf)).toBe('open sesame');
  expect(withSecret('plain', secretOf)).toBe('plain');
});

it.each([
  [`{{resolve:secretsmanager:${ARN}:SecretString:::v2}}`, 'There is no version v2'],
  [`{{resolve:secretsmanager:${ARN}:SecretString:password::v1}}`, 'no such reference'],
  [`{{resolve:secretsmanager:${ARN}:SecretString}}`, 'no such reference'],
  ['{{resolve:ssm:name:1}}', 'no such reference'],
  [`Bearer {{resolve:secretsmanager:${ARN}:SecretString:::v1}}`, 'no such reference'],
])('refuses %s', (text, why) => {
  expect(() => withSecret(text, secretOf)).toThrow(why);
});

it('is found in what is not resolved yet', () => {
  expect(hasReference({ a: [{ 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'S' }, '}}']] }] })).toBe(true);
  expect(hasReference(undefined)).toBe(false);
});
