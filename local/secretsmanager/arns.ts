import { LOCAL } from '../../lib/limits.ts';

export const secretArn = (nameWithSuffix: string) =>
  `arn:aws:secretsmanager:${LOCAL.region}:${LOCAL.account}:secret:${nameWithSuffix}`;

/** Without the hyphen and the six characters that the service puts behind the name: an ARN may be given so. */
export const withoutSuffix = (arn: string) => arn.replace(/-[A-Za-z0-9]{6}$/, '');
