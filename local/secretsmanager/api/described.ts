import type { Secret } from '../secret.ts';

/** What is told of a secret, without its values; versions without a label are not among its versions here. */
export function shownSecret(secret: Secret, versionsAs: 'VersionIdsToStages' | 'SecretVersionsToStages'): object {
  const { arn, name, description, kmsKeyId, tags, created, changed, read, deletion, versions } = secret;
  const labelled = Object.entries(versions).filter(([, { stages }]) => stages.length > 0);
  return {
    ARN: arn,
    Name: name,
    ...(description && { Description: description }),
    ...(kmsKeyId && { KmsKeyId: kmsKeyId }),
    ...(tags && { Tags: tags }),
    CreatedDate: created,
    LastChangedDate: changed,
    ...(read !== undefined && { LastAccessedDate: read }),
    ...(deletion !== undefined && { DeletedDate: deletion }),
    ...(labelled.length > 0 && { [versionsAs]: Object.fromEntries(labelled.map(([id, { stages }]) => [id, stages])) }),
  };
}
