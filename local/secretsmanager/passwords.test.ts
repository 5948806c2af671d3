import * as sm from '@aws-sdk/client-secrets-manager';
import { expect, test } from 'vitest';
import { openSecretsManager } from './secrets.fixture.ts';

async function passwords() {
  const { client } = await openSecretsManager();
  return async (input: sm.GetRandomPasswordCommandInput = {}) =>
    (await client.send(new sm.GetRandomPasswordCommand(input))).RandomPassword!;
}

test('a password has 32 characters, some of each kind, and is another one each time', async () => {
  const password = await passwords();
  const some = await Promise.all(Array.from({ length: 20 }, () => password()));
  for (const each of some) {
    expect(each).toMatch(/^[!-~]{32}$/);
    for (const kind of [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/]) expect(each).toMatch(kind);
  }
  expect(new Set(some).size).toBe(20);
});

test('it has what is asked for, and nothing that is not', async () => {
  const password = await passwords();
  const digits = { ExcludeLowercase: true, ExcludeUppercase: true, ExcludePunctuation: true };
  expect(await password({ ...digits, PasswordLength: 100 })).toMatch(/^[0-9]{100}$/);
  expect(await password({ ...digits, ExcludeCharacters: '012345678' })).toBe('9'.repeat(32));
  expect(await password({ ...digits, IncludeSpace: true, PasswordLength: 2 })).toMatch(/^(\d | \d)$/);
  expect(await password({ ExcludeNumbers: true, PasswordLength: 4096 })).toMatch(/^[^0-9]{4096}$/);
});

test.each<[string, sm.GetRandomPasswordCommandInput, string]>([
  ['three characters for four kinds', { PasswordLength: 3 }, 'InvalidParameterException'],
  ['none', { PasswordLength: 0 }, 'ValidationException'],
  ['4,097', { PasswordLength: 4097 }, 'ValidationException'],
  [
    'of nothing',
    { ExcludeLowercase: true, ExcludeUppercase: true, ExcludeNumbers: true, ExcludePunctuation: true },
    'InvalidParameterException',
  ],
])('refused: %s', async (_, input, name) => {
  const password = await passwords();
  await expect(password(input)).rejects.toMatchObject({ name });
});
