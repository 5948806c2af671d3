import { randomPassword } from '../password.ts';
import type { Actions } from './action.ts';
import { flagOf, numberOf, optionalText } from './parameters.ts';

const DEFAULT_LENGTH = 32;

export const passwordActions: Actions = {
  GetRandomPassword: {
    parameters: [
      'PasswordLength',
      'ExcludeCharacters',
      'ExcludeNumbers',
      'ExcludePunctuation',
      'ExcludeUppercase',
      'ExcludeLowercase',
      'IncludeSpace',
      'RequireEachIncludedType',
    ],
    run(parameters) {
      const is = (name: string) => flagOf(parameters, name) ?? false;
      const RandomPassword = randomPassword(numberOf(parameters, 'PasswordLength', [1, 4096]) ?? DEFAULT_LENGTH, {
        excluded: optionalText(parameters, 'ExcludeCharacters') ?? '',
        lowercase: !is('ExcludeLowercase'),
        uppercase: !is('ExcludeUppercase'),
        numbers: !is('ExcludeNumbers'),
        punctuation: !is('ExcludePunctuation'),
        space: is('IncludeSpace'),
        isEachIncluded: flagOf(parameters, 'RequireEachIncludedType') ?? true,
      });
      return { RandomPassword };
    },
  },
};
