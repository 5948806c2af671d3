// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how policy variables are written.
import { describe, expect, test } from 'vitest';
import { type Kind, readPolicy } from './statement.ts';

const PATH = 'App/Worker/DefaultPolicy';
const allow = (more: object = {}) => ({
  Effect: 'Allow',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::a/*',
  ...more,
});
const read = (statement: object, kind: Kind = 'identity') =>
  readPolicy({ Version: '2012-10-17', Statement: [statement] }, PATH, kind);

describe('what is not evaluated is refused when the template is read, by the path', () => {
  test.each<[string, object, Kind?]>([
    ['the element NotAction', { Effect: 'Allow', NotAction: 's3:*', Resource: '*' }],
    ['the element NotResource', { Effect: 'Allow', Action: 's3:*', NotResource: '*' }],
    ['the element NotPrincipal', allow({ NotPrincipal: { AWS: '*' } }), 'resource'],
    ['the element Principal', allow({ Principal: { AWS: '*' } })],
    ['the element Resource', allow({ Principal: { Service: 'lambda.amazonaws.com' } }), 'trust'],
    ['the effect allow', allow({ Effect: 'allow' })],
    ['"getobject" as Action', allow({ Action: 'getobject' })],
    ['a missing element as Action', { Effect: 'Allow', Resource: '*' }],
    ['a missing element as Resource', { Effect: 'Allow', Action: 's3:GetObject' }],
    ['{"Ref":"Bucket"} as Resource', allow({ Resource: { Ref: 'Bucket' } })],
    ['"arn:aws:s3:::a/${aws:username}/*" as Resource', allow({ Resource: 'arn:aws:s3:::a/${aws:username}/*' })],
    [
      'the condition operator StringEqualsIfExists',
      allow({ Condition: { StringEqualsIfExists: { 's3:prefix': 'a' } } }),
    ],
    ['the condition operator ForAllValues:StringLike', allow({ Condition: { 'ForAllValues:StringLike': {} } })],
    ['the condition operator constructor', allow({ Condition: { constructor: { 's3:prefix': 'a' } } })],
    ['the condition key aws:SourceIp', allow({ Condition: { StringEquals: { 'aws:SourceIp': '127.0.0.1' } } })],
    ['the policy variable', allow({ Condition: { StringEquals: { 's3:prefix': '${aws:username}' } } })],
    ['old in NumericLessThan', allow({ Condition: { NumericLessThan: { 's3:TlsVersion': 'old' } } })],
    ['no in Bool', allow({ Condition: { Bool: { 'aws:SecureTransport': 'no' } } })],
    ['the principal Federated', allow({ Principal: { Federated: 'x' } }), 'resource'],
    ['the principal AWS: "arn:aws:iam::1:root"', allow({ Principal: { AWS: 'arn:aws:iam::1:root' } }), 'resource'],
    ['the principal "*"', allow({ Principal: '*' }), 'resource'],
    ['the principal undefined', allow(), 'resource'],
  ])('%s', (what, statement, kind) => {
    expect(() => read(statement, kind)).toThrow(`${PATH}: the local twin does not evaluate ${what}`);
  });

  test('another version, and elements beside it', () => {
    expect(() => readPolicy({ Statement: [] }, PATH, 'identity')).toThrow(
      `${PATH}: the local twin does not evaluate a policy of the version`,
    );
    expect(() => readPolicy({ Version: '2012-10-17', Id: 'x', Statement: [] }, PATH, 'identity')).toThrow(
      'the element Id',
    );
  });
});

describe('conditions', () => {
  const holds = (Condition: object, context: Record<string, string>) => read(allow({ Condition }))[0]!.holds(context);
  test.each<[object, Record<string, string>, boolean]>([
    [{ Bool: { 'aws:SecureTransport': 'false' } }, { 'aws:securetransport': 'false' }, true],
    [{ Bool: { 'aws:SecureTransport': 'false' } }, { 'aws:securetransport': 'true' }, false],
    [{ Bool: { 'aws:SecureTransport': false } }, { 'aws:securetransport': 'false' }, true],
    [{ NumericLessThan: { 's3:TlsVersion': 1.2 } }, { 's3:tlsversion': '1.1' }, true],
    [{ NumericLessThan: { 's3:TlsVersion': 1.2 } }, { 's3:tlsversion': '1.2' }, false],
    [{ NumericLessThan: { 's3:TlsVersion': 1.2 } }, {}, false],
    [{ StringEquals: { 'AWS:SourceAccount': ['1', '2'] } }, { 'aws:sourceaccount': '2' }, true],
    [{ StringEquals: { 'aws:SourceAccount': '*' } }, { 'aws:sourceaccount': '2' }, false],
    [{ StringLike: { 's3:prefix': 'tiles/*' } }, { 's3:prefix': 'tiles/a' }, true],
    [{ StringLike: { 's3:prefix': 'tiles/*' } }, {}, false],
    [{ ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::w*' } }, { 'aws:sourcearn': 'arn:aws:s3:::web' }, true],
    // Every key must hold.
    [
      { StringEquals: { 's3:prefix': 'a', 'aws:SourceAccount': '1' } },
      { 's3:prefix': 'a', 'aws:sourceaccount': '2' },
      false,
    ],
  ])('%j in %j: %s', (condition, context, expected) => {
    expect(holds(condition, context)).toBe(expected);
  });
});
