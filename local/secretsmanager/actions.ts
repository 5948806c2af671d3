/** The API, as far as the platform uses it: one function an action, its parameters by name. */
import { randomBytes, randomUUID } from 'node:crypto';
import { LOCAL } from '../../lib/limits.ts';
import { ApiFailure, invalid, noSecret, noValue } from './failure.ts';
import { type Content, CURRENT, type Secret, versionWith, withStageMoved, withVersion } from './secret.ts';
import type { Secrets } from './store.ts';

export type Parameters = Record<string, unknown>;
export type Surroundings = { secrets: Secrets; now: () => number };
type Action = {
  parameters: string[];
  run(parameters: Parameters, surroundings: Surroundings): object;
};

/** Of a value (service quota). */
const MOST_BYTES = 65_536;
const VALUE = ['SecretString', 'SecretBinary', 'ClientRequestToken'];

export const ACTIONS: Record<string, Action> = {
  CreateSecret: {
    parameters: ['Name', 'Description', ...VALUE],
    run(parameters, { secrets, now }) {
      const name = textOf(parameters, 'Name');
      if (!/^[A-Za-z0-9/_+=.@-]{1,512}$/.test(name)) throw invalid('Invalid name. Must be a valid name.');
      const known = secrets.find(name);
      const id = tokenOf(parameters);
      if (known && !known.versions[id])
        throw new ApiFailure(
          'ResourceExistsException',
          `The operation failed because the secret ${name} already exists.`,
        );
      const description = optionalText(parameters, 'Description');
      const arn = secretArn(`${name}-${randomBytes(3).toString('hex')}`);
      const secret = known ?? { arn, name, description, created: now(), changed: now(), versions: {} };
      const content = contentOf(parameters);
      secrets.put(content ? withVersion(secret, id, content, [CURRENT], now()) : secret);
      return { ARN: secret.arn, Name: name, ...(content && { VersionId: id }) };
    },
  },
  DescribeSecret: {
    parameters: ['SecretId'],
    run(parameters, { secrets }) {
      const { arn, name, description, created, changed, versions } = found(parameters, secrets);
      const labelled = Object.entries(versions).filter(([, { stages }]) => stages.length > 0);
      return {
        ARN: arn,
        Name: name,
        ...(description !== undefined && { Description: description }),
        CreatedDate: created,
        LastChangedDate: changed,
        ...(labelled.length > 0 && {
          VersionIdsToStages: Object.fromEntries(labelled.map(([id, { stages }]) => [id, stages])),
        }),
      };
    },
  },
  GetSecretValue: {
    parameters: ['SecretId', 'VersionId', 'VersionStage'],
    run(parameters, { secrets }) {
      const secret = found(parameters, secrets);
      const wanted = optionalText(parameters, 'VersionId');
      const stage = optionalText(parameters, 'VersionStage') ?? (wanted === undefined ? CURRENT : undefined);
      const id = wanted ?? versionWith(secret, stage ?? CURRENT);
      const version = id === undefined ? undefined : secret.versions[id];
      if (id === undefined || !version) {
        throw noValue(wanted === undefined ? `staging label: ${stage}` : `VersionId: ${wanted}`);
      }
      if (stage !== undefined && !version.stages.includes(stage)) {
        const message = 'You provided a VersionStage that is not associated to the provided VersionId.';
        throw new ApiFailure('InvalidRequestException', message);
      }
      return {
        ARN: secret.arn,
        Name: secret.name,
        VersionId: id,
        ...('text' in version.content
          ? { SecretString: version.content.text }
          : { SecretBinary: version.content.binary }),
        VersionStages: version.stages,
        CreatedDate: version.created,
      };
    },
  },
  PutSecretValue: {
    parameters: ['SecretId', 'VersionStages', ...VALUE],
    run(parameters, { secrets, now }) {
      const secret = found(parameters, secrets);
      const content = contentOf(parameters);
      if (!content) throw invalid('You must provide either SecretString or SecretBinary.');
      const id = tokenOf(parameters);
      const stages = parameters.VersionStages ?? [CURRENT];
      if (!isTexts(stages) || stages.length === 0) throw invalid('VersionStages must be a list of labels.');
      const changed = withVersion(secret, id, content, stages, now());
      secrets.put(changed);
      return { ARN: secret.arn, Name: secret.name, VersionId: id, VersionStages: changed.versions[id]!.stages };
    },
  },
  UpdateSecretVersionStage: {
    parameters: ['SecretId', 'VersionStage', 'MoveToVersionId', 'RemoveFromVersionId'],
    run(parameters, { secrets, now }) {
      const secret = found(parameters, secrets);
      const from = optionalText(parameters, 'RemoveFromVersionId');
      const to = optionalText(parameters, 'MoveToVersionId');
      secrets.put({
        ...withStageMoved(secret, textOf(parameters, 'VersionStage'), { from, to }),
        changed: now(),
      });
      return { ARN: secret.arn, Name: secret.name };
    },
  },
};

export const secretArn = (nameWithSuffix: string) =>
  `arn:aws:secretsmanager:${LOCAL.region}:${LOCAL.account}:secret:${nameWithSuffix}`;

function found(parameters: Parameters, secrets: Secrets): Secret {
  const secret = secrets.find(textOf(parameters, 'SecretId'));
  if (!secret) throw noSecret();
  return secret;
}

function optionalText(parameters: Parameters, name: string): string | undefined {
  const value = parameters[name];
  if (value !== undefined && typeof value !== 'string') throw invalid(`${name} must be a text.`);
  return value;
}

function textOf(parameters: Parameters, name: string): string {
  const value = optionalText(parameters, name);
  if (!value) throw invalid(`${name} is missing.`);
  return value;
}

/** It becomes the version's id. */
function tokenOf(parameters: Parameters): string {
  const token = optionalText(parameters, 'ClientRequestToken') ?? randomUUID();
  if (token.length < 32 || token.length > 64) throw invalid('ClientRequestToken must have 32 to 64 characters.');
  return token;
}

function contentOf(parameters: Parameters): Content | undefined {
  const text = optionalText(parameters, 'SecretString');
  const binary = optionalText(parameters, 'SecretBinary');
  if (text !== undefined && binary !== undefined) {
    throw invalid("You can't specify both a binary secret value and a string secret value in the same secret.");
  }
  if (Buffer.byteLength(text ?? '') > MOST_BYTES || Buffer.byteLength(binary ?? '', 'base64') > MOST_BYTES) {
    throw invalid(`A secret value has at most ${MOST_BYTES} bytes.`);
  }
  if (text !== undefined) return { text };
  return binary === undefined ? undefined : { binary };
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');
