// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Fn::Sub's own placeholders.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Assembly, readAssembly, readStack, type Template } from './assembly.ts';
import { checkAssembly } from './check.ts';
import { createResolver } from './resolve.ts';

const assemblyOf = (templates: Record<string, Template>): Assembly => ({
  stacks: new Map(Object.entries(templates).map(([name, template]) => [name, readStack(name, template)])),
  assets: new Map(),
});

const templates: Record<string, Template> = {
  Storage: {
    Resources: { Work: { Type: 'AWS::S3::Bucket', Metadata: { 'aws:cdk:path': 'Storage/Work/Resource' } } },
    Outputs: {
      Named: { Value: { 'Fn::GetAtt': ['Work', 'Arn'] }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}:work' } } },
      Unexported: { Value: 'x' },
    },
  },
  Map: {
    Parameters: { Issuer: { Type: 'String' }, Audience: { Type: 'String', Default: 'tessera' } },
    Conditions: {
      IsTessera: { 'Fn::Equals': [{ Ref: 'Audience' }, 'tessera'] },
      Never: { 'Fn::Not': [{ Condition: 'IsTessera' }] },
    },
    Mappings: { Sizes: { small: { memory: 512 } } },
    Resources: {
      Fn: { Type: 'AWS::Lambda::Function' },
      Left: { Type: 'AWS::Lambda::Function', Condition: 'Never' },
    },
  },
};

const resolver = (parameters: Record<string, string> = { Issuer: 'http://issuer/_oidc' }) =>
  createResolver(
    assemblyOf(templates),
    { parameters, account: '000000000000', region: 'us-east-1' },
    { ref: ({ logicalId }) => `name-of-${logicalId}`, attribute: ({ logicalId }, name) => `${logicalId}.${name}` },
  );

test.each([
  ['a parameter', { Ref: 'Issuer' }, 'http://issuer/_oidc'],
  ['a default', { Ref: 'Audience' }, 'tessera'],
  ['a resource', { Ref: 'Fn' }, 'name-of-Fn'],
  ['an attribute', { 'Fn::GetAtt': ['Fn', 'Arn'] }, 'Fn.Arn'],
  ['an attribute in dots', { 'Fn::GetAtt': 'Fn.SnapStart.Status' }, 'Fn.SnapStart.Status'],
  [
    'a joined text',
    { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::', { Ref: 'Fn' }]] },
    'arn:aws:s3:::name-of-Fn',
  ],
  ['a text with places', { 'Fn::Sub': 'a-${AWS::AccountId}-${Fn.Arn}-${!kept}' }, 'a-000000000000-Fn.Arn-${kept}'],
  ['a text with values', { 'Fn::Sub': ['${x}/${Fn}', { x: { Ref: 'AWS::Region' } }] }, 'us-east-1/name-of-Fn'],
  ['a part of a text', { 'Fn::Select': ['2', { 'Fn::Split': ['/', { Ref: 'Issuer' }] }] }, 'issuer'],
  ['a value of another stack', { 'Fn::ImportValue': { 'Fn::Join': [':', ['Storage', 'work']] } }, 'Work.Arn'],
  ['a mapping', { 'Fn::FindInMap': ['Sizes', 'small', 'memory'] }, 512],
  ['a choice', { 'Fn::If': ['Never', 'a', 'b'] }, 'b'],
  [
    'what is not there',
    { kept: 1, gone: { Ref: 'AWS::NoValue' }, list: [{ Ref: 'AWS::NoValue' }, 2] },
    { kept: 1, list: [2] },
  ],
  [
    'a policy with a Condition',
    { Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    { Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
  ],
])('resolves %s', (_, value, expected) => {
  expect(resolver().resolve('Map', value)).toEqual(expected);
});

test.each([
  [{ Ref: 'Nothing' }, /Map: there is no resource or parameter Nothing/],
  [{ 'Fn::ImportValue': 'other' }, /Map: no stack exports other/],
  [{ 'Fn::Cidr': ['10.0.0.0/8', 2, 8] }, /Map: Fn::Cidr is not known/],
  [{ 'Fn::If': ['Maybe', 1, 2] }, /Map: there is no condition Maybe/],
])('refuses %j', (value, message) => {
  expect(() => resolver().resolve('Map', value)).toThrow(message);
});

test('a parameter without a value is named', () => {
  expect(() => resolver({}).resolve('Map', { Ref: 'Issuer' })).toThrow('Map: the parameter Issuer has no value.');
});

test('a resource exists when its condition holds', () => {
  const { resources } = assemblyOf(templates).stacks.get('Map')!;
  const { exists } = resolver();
  expect([...resources.values()].filter(exists).map(({ logicalId }) => logicalId)).toEqual(['Fn']);
});

test('what the twin does not know is refused by its path, everything at once', () => {
  const unknown = assemblyOf({
    Map: {
      Resources: {
        Queue: { Type: 'AWS::Nothing::Queue', Metadata: { 'aws:cdk:path': 'Map/Queue/Resource' } },
        Api: { Type: 'AWS::ApiGatewayV2::Authorizer', Properties: { JwtConfiguration: { Issuer: 'x', Leeway: 5 } } },
        Edge: {
          Type: 'AWS::CloudFront::Distribution',
          Properties: { DistributionConfig: { Origins: [{ Id: 'a' }, { Id: 'b', OriginShield: {} }] } },
        },
        Log: { Type: 'AWS::Logs::LogGroup', Properties: { AnythingAtAll: true } },
        Role: { Type: 'AWS::IAM::Role', Properties: { PermissionsBoundary: 'arn:aws:iam::aws:policy/ReadOnlyAccess' } },
      },
    },
  });
  const message = (() => {
    try {
      return checkAssembly(unknown);
    } catch (error) {
      return String(error);
    }
  })();
  expect(message).toContain('Map/Queue/Resource (AWS::Nothing::Queue, Queue in Map): type of resource');
  expect(message).toContain('Map/Api (AWS::ApiGatewayV2::Authorizer, Api in Map): property JwtConfiguration.Leeway');
  expect(message).toContain('property DistributionConfig.Origins[1].OriginShield');
  expect(message).toContain('Map/Role (AWS::IAM::Role, Role in Map): property PermissionsBoundary');
  expect(message).not.toContain('AnythingAtAll');
});

test('a known assembly passes', () => {
  expect(() => checkAssembly(assemblyOf(templates))).not.toThrow();
});

test('reads stacks and assets from disk', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'assembly-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const write = (file: string, value: unknown) => writeFile(join(directory, file), JSON.stringify(value));
  await write('manifest.json', {
    artifacts: {
      Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
      'Storage.assets': { type: 'cdk:asset-manifest', properties: { file: 'Storage.assets.json' } },
      Storage: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Storage.template.json' } },
    },
  });
  await write('Storage.template.json', templates.Storage);
  await write('Storage.assets.json', {
    files: {
      abc: { source: { path: 'asset.abc', packaging: 'zip' }, destinations: { here: { objectKey: 'abc.zip' } } },
    },
  });

  const { stacks, assets } = await readAssembly(directory);
  expect(stacks.get('Storage')?.resources.get('Work')).toMatchObject({
    path: 'Storage/Work/Resource',
    type: 'AWS::S3::Bucket',
  });
  expect(assets.get('abc.zip')).toEqual({ path: join(directory, 'asset.abc'), packaging: 'zip' });
});

test('a folder without an assembly says how to make one', async () => {
  await expect(readAssembly(join(tmpdir(), 'no-assembly-here'))).rejects.toThrow('npm run synth');
});
