/** Actions on secrets as a whole: made, described, changed, deleted and brought back. */
import { randomInt } from 'node:crypto';
import { secretArn } from '../arns.ts';
import { ApiFailure, invalid, refused } from '../failure.ts';
import { CURRENT, type Secret, withVersion } from '../secret.ts';
import type { Actions } from './action.ts';
import { shownSecret } from './described.ts';
import {
  contentOf,
  flagOf,
  found,
  numberOf,
  optionalText,
  tagsOf,
  textOf,
  tokenOf,
  usable,
  VALUE,
} from './parameters.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** Days (API reference, DeleteSecret). */
const WINDOW = { default: 30, least: 7, most: 30 };
const DAY_SECONDS = 24 * 60 * 60;
const MOST_DESCRIPTION = 2048;

export const secretActions: Actions = {
  CreateSecret: {
    parameters: ['Name', 'Description', 'KmsKeyId', 'Tags', ...VALUE],
    run(parameters, { secrets, now }) {
      const name = checkedName(textOf(parameters, 'Name'));
      const id = tokenOf(parameters);
      const content = contentOf(parameters);
      const details = detailsOf(parameters);
      const tags = parameters.Tags === undefined ? undefined : tagsOf(parameters);
      const known = secrets.get(name);
      if (known?.deletion !== undefined)
        throw refused(
          "You can't create this secret because a secret with this name is already scheduled for deletion.",
        );
      if (known && !(content && Object.hasOwn(known.versions, id)))
        throw new ApiFailure(
          'ResourceExistsException',
          `The operation failed because the secret ${name} already exists.`,
        );
      const time = now();
      const secret: Secret = known ?? {
        arn: newArn(name),
        name,
        ...details,
        tags,
        created: time,
        changed: time,
        versions: {},
      };
      const next = content ? withVersion(secret, id, content, [CURRENT], time) : secret;
      if (next !== known) secrets.put(next);
      return { ARN: secret.arn, Name: name, ...(content && { VersionId: id }) };
    },
  },

  DescribeSecret: {
    parameters: ['SecretId'],
    run(parameters, { secrets }) {
      const secret = found(parameters, secrets);
      return shownSecret(secret, 'VersionIdsToStages');
    },
  },

  UpdateSecret: {
    parameters: ['SecretId', 'Description', 'KmsKeyId', ...VALUE],
    run(parameters, { secrets, now }) {
      const id = tokenOf(parameters);
      const content = contentOf(parameters);
      const secret = usable(parameters, secrets);
      const details = { ...secret, ...detailsOf(parameters), changed: now() };
      secrets.put(content ? withVersion(details, id, content, [CURRENT], now()) : details);
      return { ARN: secret.arn, Name: secret.name, ...(content && { VersionId: id }) };
    },
  },

  DeleteSecret: {
    parameters: ['SecretId', 'RecoveryWindowInDays', 'ForceDeleteWithoutRecovery'],
    run(parameters, { secrets, now }) {
      const days = numberOf(parameters, 'RecoveryWindowInDays');
      const isForced = flagOf(parameters, 'ForceDeleteWithoutRecovery') ?? false;
      if (days !== undefined && (days < WINDOW.least || days > WINDOW.most))
        throw invalid(
          `The RecoveryWindowInDays value must be between ${WINDOW.least} and ${WINDOW.most} days (inclusive).`,
        );
      if (days !== undefined && isForced)
        throw invalid("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
      if (isForced) {
        const named = textOf(parameters, 'SecretId');
        const secret = secrets.find(named);
        if (secret) secrets.remove([secret.name]);
        // Who asks again has not heard that it is done: no error (API reference, ForceDeleteWithoutRecovery).
        const { arn, name } = secret ?? { arn: named.startsWith('arn:') ? named : newArn(named), name: named };
        return { ARN: arn, Name: name, DeletionDate: now() };
      }
      const secret = usable(parameters, secrets);
      const deletion = now() + (days ?? WINDOW.default) * DAY_SECONDS;
      secrets.put({ ...secret, deletion });
      return { ARN: secret.arn, Name: secret.name, DeletionDate: deletion };
    },
  },

  RestoreSecret: {
    parameters: ['SecretId'],
    run(parameters, { secrets }) {
      const { deletion, ...secret } = found(parameters, secrets);
      if (deletion !== undefined) secrets.put(secret);
      return { ARN: secret.arn, Name: secret.name };
    },
  },

  GetResourcePolicy: {
    parameters: ['SecretId'],
    run(parameters, { secrets }) {
      const { arn, name, policy } = usable(parameters, secrets);
      return { ARN: arn, Name: name, ...(policy !== undefined && { ResourcePolicy: policy }) };
    },
  },
};

function checkedName(name: string): string {
  if (/^[A-Za-z0-9/_+=.@!-]{1,512}$/.test(name)) return name;
  throw new ApiFailure(
    'ValidationException',
    'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
  );
}

/** As there, a hyphen and six characters follow the name: one that is made again under a name is another secret. */
const newArn = (name: string) =>
  secretArn(`${name}-${Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`);

/** What is given; the rest stays. */
function detailsOf(parameters: Record<string, unknown>): Pick<Secret, 'description' | 'kmsKeyId'> {
  const description = optionalText(parameters, 'Description');
  const kmsKeyId = optionalText(parameters, 'KmsKeyId');
  if (description !== undefined && description.length > MOST_DESCRIPTION)
    throw invalid(`Description has at most ${MOST_DESCRIPTION} characters.`);
  return { ...(description !== undefined && { description }), ...(kmsKeyId !== undefined && { kmsKeyId }) };
}
