import { describe, expect, test } from 'vitest';
import type { AuthorizedCall, Principal } from '../service.ts';
import { createAccount, type Policies } from './account.ts';
import { actingFor, assumedRole } from './principal.ts';

const ROLE = 'arn:aws:iam::000000000000:role/Tile';
const OTHER = 'arn:aws:iam::000000000000:role/Other';
const BUCKET = 'arn:aws:s3:::tiles';
const DISTRIBUTION = 'arn:aws:cloudfront::000000000000:distribution/E1';
const tile = assumedRole(ROLE, 'tile-function');
const edge = actingFor('cloudfront.amazonaws.com', DISTRIBUTION);

const policy = (...Statement: object[]) => ({ path: 'App/Policy', document: { Version: '2012-10-17', Statement } });
const allow = (Action: string | string[], Resource: string | string[], more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const deny = (Action: string, Resource: string, more: object = {}) => ({ Effect: 'Deny', Action, Resource, ...more });
const trust = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const lambda = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } };

const account = (own: object[], bucket: object[] = [], more: Partial<Policies> = {}) =>
  createAccount({
    identities: [{ arn: ROLE, path: 'App/Tile', policies: [policy(...own)], trust: trust(lambda) }],
    resources: bucket.length ? [{ arn: BUCKET, ...policy(...bucket) }] : [],
    ...more,
  });
const refusal = (made: ReturnType<typeof account>, call: Partial<AuthorizedCall>) => {
  try {
    made.authorize({ principal: tile, action: 's3:PutObject', resource: `${BUCKET}/tiles/a`, ...call });
    return undefined;
  } catch (error) {
    expect((error as Error).name).toBe('AccessDenied');
    return (error as Error).message;
  }
};

describe('a role', () => {
  const made = account([
    allow(
      ['s3:PutObject', 'dynamodb:Get*'],
      [`${BUCKET}/tiles/*`, 'arn:aws:dynamodb:us-east-1:000000000000:table/map'],
    ),
  ]);

  test('may do what one of its policies allows, and nothing else', () => {
    expect(refusal(made, {})).toBeUndefined();
    expect(
      refusal(made, { action: 'dynamodb:GetItem', resource: 'arn:aws:dynamodb:us-east-1:000000000000:table/map' }),
    ).toBeUndefined();
    expect(refusal(made, { resource: `${BUCKET}/other/a` })).toBe(
      'User: arn:aws:sts::000000000000:assumed-role/Tile/tile-function is not authorized to perform: s3:PutObject on ' +
        'resource: "arn:aws:s3:::tiles/other/a" because no identity-based policy allows the s3:PutObject action',
    );
    expect(
      refusal(made, { action: 'dynamodb:PutItem', resource: 'arn:aws:dynamodb:us-east-1:000000000000:table/map' }),
    ).toBe(
      'User: arn:aws:sts::000000000000:assumed-role/Tile/tile-function is not authorized to perform: dynamodb:PutItem on ' +
        'resource: arn:aws:dynamodb:us-east-1:000000000000:table/map because no identity-based policy allows the dynamodb:PutItem action',
    );
  });

  test.each<[string, Principal | undefined]>([
    ['another role', assumedRole(OTHER, 'tile-function')],
    ['a user of the same name', { arn: 'arn:aws:iam::000000000000:user/Tile' }],
    ['nobody', undefined],
    ['a service that claims to be the role', { arn: tile.arn, service: 'lambda.amazonaws.com' }],
  ])('is not %s', (_, principal) => {
    expect(refusal(made, { principal })).toContain('is not authorized to perform: s3:PutObject');
  });

  test('an explicit Deny wins, wherever it stands', () => {
    const everything = allow('*', '*');
    expect(refusal(account([everything, deny('s3:Put*', `${BUCKET}/tiles/*`)]), {})).toContain(
      'with an explicit deny in an identity-based policy',
    );
    expect(refusal(account([everything], [deny('s3:*', `${BUCKET}/*`, { Principal: { AWS: '*' } })]), {})).toContain(
      'with an explicit deny in a resource-based policy',
    );
    expect(
      refusal(account([everything], [deny('s3:*', `${BUCKET}/*`, { Principal: { AWS: OTHER } })]), {}),
    ).toBeUndefined();
  });

  test('what the bucket allows the role, its own policies need not', () => {
    expect(
      refusal(account([], [allow('s3:PutObject', `${BUCKET}/*`, { Principal: { AWS: ROLE } })]), {}),
    ).toBeUndefined();
    expect(
      refusal(account([], [allow('s3:PutObject', `${BUCKET}/*`, { Principal: { AWS: OTHER } })]), {}),
    ).toBeDefined();
  });

  test('has the managed policies that it names: of AWS, of the templates, and no others', () => {
    const withManaged = (...managed: string[]) =>
      createAccount({
        identities: [{ arn: ROLE, path: 'App/Tile', policies: [], managed }],
        managed: { 'arn:aws:iam::000000000000:policy/Own': policy(allow('s3:PutObject', '*')) },
        resources: [],
      });
    const basic = withManaged('arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole');
    expect(
      refusal(basic, { action: 'logs:PutLogEvents', resource: 'arn:aws:logs:us-east-1:000000000000:x' }),
    ).toBeUndefined();
    expect(refusal(withManaged('arn:aws:iam::000000000000:policy/Own'), {})).toBeUndefined();
    expect(() => withManaged('arn:aws:iam::aws:policy/PowerUserAccess')).toThrow(
      'App/Tile: the local twin does not evaluate the managed policy arn:aws:iam::aws:policy/PowerUserAccess',
    );
  });
});

describe('a bucket', () => {
  const tlsOnly = [
    deny('s3:*', `${BUCKET}/*`, { Principal: { AWS: '*' }, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    deny('s3:*', `${BUCKET}/*`, { Principal: { AWS: '*' }, Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } }),
  ];
  const forEdge = allow(['s3:GetObject', 's3:ListBucket'], [BUCKET, `${BUCKET}/*`], {
    Principal: { Service: 'cloudfront.amazonaws.com' },
    Condition: { StringEquals: { 'AWS:SourceArn': DISTRIBUTION, 'aws:SourceAccount': '000000000000' } },
  });

  test('lets the edge read for its distribution, not for another, and not write', () => {
    const made = account([], [...tlsOnly, forEdge]);
    const read = { principal: edge, action: 's3:GetObject' };
    expect(refusal(made, read)).toBeUndefined();
    expect(refusal(made, { principal: edge, action: 's3:ListBucket', resource: BUCKET })).toBeUndefined();
    expect(refusal(made, { principal: edge })).toBe(
      `Service: cloudfront.amazonaws.com for ${DISTRIBUTION} is not authorized to perform: s3:PutObject on resource: ` +
        '"arn:aws:s3:::tiles/tiles/a" because no resource-based policy allows the s3:PutObject action',
    );
    expect(refusal(made, { ...read, principal: { ...edge, arn: `${DISTRIBUTION}2` } })).toBeDefined();
    expect(refusal(made, { ...read, principal: { ...edge, service: 's3.amazonaws.com' } })).toBeDefined();
    expect(refusal(made, { ...read, resource: 'arn:aws:s3:::other/tiles/a' })).toBeDefined();
  });

  test('takes requests as TLS 1.3, and refuses what is said to have come without', () => {
    const made = account([allow('s3:*', '*')], tlsOnly);
    expect(refusal(made, {})).toBeUndefined();
    expect(refusal(made, { context: { 'aws:SecureTransport': 'false' } })).toContain(
      'explicit deny in a resource-based',
    );
    expect(refusal(made, { context: { 's3:TlsVersion': '1.1' } })).toContain('explicit deny in a resource-based');
  });

  test('is listed only below the prefix that a condition names', () => {
    const made = account([allow('s3:ListBucket', BUCKET, { Condition: { StringLike: { 's3:prefix': 'tiles/*' } } })]);
    const list = { action: 's3:ListBucket', resource: BUCKET };
    expect(refusal(made, { ...list, context: { 's3:prefix': 'tiles/m/' } })).toBeUndefined();
    expect(refusal(made, { ...list, context: { 's3:prefix': 'screenshots/' } })).toBeDefined();
    expect(refusal(made, list)).toBeDefined();
  });
});

describe('trust', () => {
  const forFunction = actingFor('lambda.amazonaws.com', 'arn:aws:lambda:us-east-1:000000000000:function:tile');
  test('a role may be assumed by whom its trust policy names', () => {
    const made = account([]);
    expect(made.trusts(ROLE, forFunction)).toBe(true);
    expect(made.trusts(ROLE, { ...forFunction, service: 'states.amazonaws.com' })).toBe(false);
    expect(made.trusts(OTHER, forFunction)).toBe(false);
  });

  test('with its conditions, and unless one denies it', () => {
    const withTrust = (...statements: object[]) =>
      createAccount({
        identities: [{ arn: ROLE, path: 'App/Tile', policies: [], trust: trust(...statements) }],
        resources: [],
      });
    const only = (arn: string) => ({ ...lambda, Condition: { ArnLike: { 'aws:SourceArn': arn } } });
    expect(withTrust(only('arn:aws:lambda:*:*:function:t*')).trusts(ROLE, forFunction)).toBe(true);
    expect(withTrust(only('arn:aws:lambda:*:*:function:x*')).trusts(ROLE, forFunction)).toBe(false);
    expect(withTrust(lambda, { ...lambda, Effect: 'Deny' }).trusts(ROLE, forFunction)).toBe(false);
  });
});
