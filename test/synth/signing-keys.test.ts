/** What raising `signingKeyRotation` changes in the templates: one public key, and nothing that signs now. */
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../lib/config.ts';
import { signingKeys } from '../../lib/constructs/signing-keys.ts';
import { build } from '../../scripts/build.ts';

beforeAll(async () => {
  await build({ report: () => {} });
});

const resourcesAt = (signingKeyRotation: number): Record<string, { Type: string; Properties: any }> => {
  const stack = new Stack(new App(), 'Keys');
  signingKeys(stack, readConfig({ signingKeyRotation }));
  return Template.fromStack(stack).toJSON().Resources;
};
const publicKeys = (rotation: number) =>
  Object.entries(resourcesAt(rotation))
    .filter(([, { Type }]) => Type === 'AWS::CloudFront::PublicKey')
    .map(([id, { Properties }]) => {
      const { Name, CallerReference, EncodedKey } = Properties.PublicKeyConfig;
      return { id, Name, CallerReference, attribute: EncodedKey['Fn::GetAtt'][1] };
    });

test('each rotation replaces one public key: another resource with another name and reference', () => {
  expect(publicKeys(0).map(({ attribute }) => attribute)).toEqual(['PublicKeyA', 'PublicKeyB']);
  for (const [rotation, stays] of [0, 1, 0].entries()) {
    const [before, after] = [publicKeys(rotation), publicKeys(rotation + 1)];
    expect(after[stays]).toEqual(before[stays]);
    const [gone, come] = [before[1 - stays]!, after[1 - stays]!];
    expect(come.id).not.toBe(gone.id);
    expect(come.Name).not.toBe(gone.Name);
    expect(come.CallerReference).not.toBe(gone.CallerReference);
  }
});

test('the keys sign after CloudFront has both of them', () => {
  const resources = Object.entries(resourcesAt(3));
  const [, inUse] = resources.find(([, { Type }]) => Type === 'Custom::SigningKeysInUse')!;
  const [group] = resources.find(([, { Type }]) => Type === 'AWS::CloudFront::KeyGroup')!;
  expect((inUse as { DependsOn?: string[] }).DependsOn).toContain(group);
  expect(inUse.Properties.Rotation).toBe(3);
});

test('no template holds anything secret', () => {
  const [, secret] = Object.entries(resourcesAt(0)).find(([, { Type }]) => Type === 'AWS::SecretsManager::Secret')!;
  expect(Object.keys(secret.Properties)).toEqual(['Description']);
});
