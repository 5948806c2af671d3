/** Actions on the values of a secret, which are its versions. */
import { invalid, noValue, refused } from '../failure.ts';
import { CURRENT, readOn, versionOf, versionWith, withStageMoved, withVersion } from '../secret.ts';
import type { Actions } from './action.ts';
import { contentOf, isTexts, optionalText, textOf, tokenOf, usable, VALUE } from './parameters.ts';

/** Of one version (service quota). */
const MOST_LABELS = 20;

export const valueActions: Actions = {
  GetSecretValue: {
    parameters: ['SecretId', 'VersionId', 'VersionStage'],
    run(parameters, { secrets, now }) {
      const secret = usable(parameters, secrets);
      const wanted = optionalText(parameters, 'VersionId');
      const stage = optionalText(parameters, 'VersionStage') ?? (wanted === undefined ? CURRENT : undefined);
      const id = wanted ?? versionWith(secret, stage ?? CURRENT);
      const version = id === undefined ? undefined : versionOf(secret, id);
      if (id === undefined || !version)
        throw noValue(wanted === undefined ? `staging label: ${stage}` : `VersionId: ${wanted}`);
      if (stage !== undefined && !version.stages.includes(stage))
        throw refused('You provided a VersionStage that is not associated to the provided VersionId.');
      const read = readOn(secret, id, now());
      if (read !== secret) secrets.put(read);
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
      const id = tokenOf(parameters);
      const content = contentOf(parameters);
      if (!content) throw invalid('You must provide either SecretString or SecretBinary.');
      const stages = parameters.VersionStages ?? [CURRENT];
      if (!isTexts(stages) || stages.length === 0 || stages.length > MOST_LABELS)
        throw invalid(`VersionStages must be a list of 1 to ${MOST_LABELS} labels.`);
      const secret = usable(parameters, secrets);
      const changed = withVersion(secret, id, content, stages, now());
      if (changed !== secret) secrets.put(changed);
      return { ARN: secret.arn, Name: secret.name, VersionId: id, VersionStages: changed.versions[id]!.stages };
    },
  },

  UpdateSecretVersionStage: {
    parameters: ['SecretId', 'VersionStage', 'MoveToVersionId', 'RemoveFromVersionId'],
    run(parameters, { secrets, now }) {
      const secret = usable(parameters, secrets);
      const from = optionalText(parameters, 'RemoveFromVersionId');
      const to = optionalText(parameters, 'MoveToVersionId');
      const changed = withStageMoved(secret, textOf(parameters, 'VersionStage'), { from, to });
      secrets.put({ ...changed, changed: now() });
      return { ARN: secret.arn, Name: secret.name };
    },
  },
};
