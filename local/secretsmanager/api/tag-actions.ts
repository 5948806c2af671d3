import { invalid } from '../failure.ts';
import type { Actions } from './action.ts';
import { isTexts, tagsOf, usable } from './parameters.ts';

export const tagActions: Actions = {
  TagResource: {
    parameters: ['SecretId', 'Tags'],
    run(parameters, { secrets }) {
      const secret = usable(parameters, secrets);
      secrets.put({ ...secret, tags: tagsOf(parameters, secret.tags) });
      return {};
    },
  },

  UntagResource: {
    parameters: ['SecretId', 'TagKeys'],
    run(parameters, { secrets }) {
      const secret = usable(parameters, secrets);
      const keys = parameters.TagKeys;
      if (!isTexts(keys)) throw invalid('TagKeys must be a list of keys.');
      secrets.put({ ...secret, tags: (secret.tags ?? []).filter(({ Key }) => !keys.includes(Key)) });
      return {};
    },
  },
};
