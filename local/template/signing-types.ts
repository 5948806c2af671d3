/** What signed delivery is made of: a secret, public keys, our own resources that make and use the pairs, and the one by which the edge proves itself. */
import type { Shape } from './resource-types.ts';

const OURS: Record<string, Shape> = {
  ServiceToken: true,
  ServiceTimeout: 'The timeout of the function ends the wait.',
  SecretArn: true,
  Rotation: true,
};
const DESCRIPTION = 'Text for people in the AWS console.';

export const SIGNING: Record<string, Shape> = {
  'AWS::CloudFront::PublicKey': {
    PublicKeyConfig: {
      CallerReference: 'Nothing is uploaded twice here.',
      Comment: DESCRIPTION,
      EncodedKey: true,
      Name: DESCRIPTION,
    },
  },
  'AWS::CloudFront::KeyGroup': { KeyGroupConfig: { Comment: DESCRIPTION, Items: true, Name: DESCRIPTION } },
  'AWS::SecretsManager::Secret': { Name: true, Description: true, Tags: 'Tags are for bills and owners.' },
  'AWS::SecretsManager::ResourcePolicy': {
    SecretId: true,
    ResourcePolicy: true,
    BlockPublicPolicy: 'Nobody outside the account reaches the twin.',
  },
  'Custom::OriginSecretVersion': OURS,
  'Custom::SigningKeyPairs': OURS,
  'Custom::SigningKeysInUse': { ...OURS, PublicKeys: { Id: true, Key: true } },
};
