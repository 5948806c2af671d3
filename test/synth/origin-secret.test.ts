/** What raising `originSecretRotation` changes in the templates, and that they hold nothing secret. */
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../lib/config.ts';
import { originSecret } from '../../lib/constructs/origin-secret.ts';
import { build } from '../../scripts/build.ts';
import { ofType, type Resource, synthesisedResources } from '../support/templates.ts';

beforeAll(async () => {
  await build({ report: () => {} });
});

const resourcesAt = (originSecretRotation: number): Record<string, Resource> => {
  const stack = new Stack(new App(), 'Origin');
  originSecret(stack, readConfig({ originSecretRotation }));
  return Template.fromStack(stack).toJSON().Resources;
};

test('a rotation is a number, and nothing else changes', () => {
  const numberless = (rotation: number) =>
    JSON.stringify(resourcesAt(rotation)).replace(`"Rotation":${rotation}`, '"Rotation":0');
  expect(numberless(1)).not.toContain('"Rotation":1');
  expect(numberless(1)).toBe(numberless(0));
});

test('the header names a version of the secret, which the function that makes it answers', async () => {
  const resources = await synthesisedResources();
  const [[secret]] = ofType(resources, 'AWS::SecretsManager::Secret').filter(([id]) => id.startsWith('Origin')) as [
    [string, Resource],
  ];
  const [[version]] = ofType(resources, 'Custom::OriginSecretVersion') as [[string, Resource]];
  const [[, distribution]] = ofType(resources, 'AWS::CloudFront::Distribution') as [[string, Resource]];
  const told = distribution.Properties.DistributionConfig.Origins.flatMap(
    (origin: { OriginCustomHeaders?: object[] }) => origin.OriginCustomHeaders ?? [],
  );
  const value = ['{{resolve:secretsmanager:', { Ref: secret }, ':SecretString:::', attribute(version), '}}'];
  expect(told).toEqual([{ HeaderName: 'x-origin-verify', HeaderValue: { 'Fn::Join': ['', value] } }]);
  expect(Object.keys(resources[secret]!.Properties)).toEqual(['Description']);
});

const attribute = (id: string) => ({ 'Fn::GetAtt': [id, 'VersionId'] });
