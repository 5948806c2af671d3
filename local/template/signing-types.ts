/** What signed delivery is made of: a secret, public keys, and our own resources that make and use the pairs. */
import type { Shape } from './resource-types.ts';

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
};
