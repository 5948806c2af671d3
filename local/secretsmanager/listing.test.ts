import { setTimeout } from 'node:timers/promises';
import * as sm from '@aws-sdk/client-secrets-manager';
import { expect, test } from 'vitest';
import { openSecretsManager } from './secrets.fixture.ts';

/** Times are told to the millisecond: what was made within one has no order. */
const apart = () => setTimeout(2);

type Filters = [sm.FilterNameStringType, ...string[]][];

/** Four secrets below a prefix of their own, as the service was asked for them, and who is found by filters. */
async function four() {
  const opened = await openSecretsManager();
  const { client, name, make } = opened;
  const prefix = name();
  const made = [];
  for (const [label, Description, Key, Value] of [
    ['one', 'a secret', 'Team', 'Blue'],
    ['two', 'an secret', 'team', 'Blue'],
    ['three', 'asecret', 'Tea', 'green'],
    ['four', 'thesecret', 'X', 'Y'],
  ] as const) {
    made.push(await make({ Name: `${prefix}/${label}`, SecretString: label, Description, Tags: [{ Key, Value }] }));
    await apart();
  }
  const list = async (more: sm.ListSecretsCommandInput = {}) => {
    const own = { Key: 'name' as const, Values: [`${prefix}/`] };
    return client.send(new sm.ListSecretsCommand({ ...more, Filters: [own, ...(more.Filters ?? [])] }));
  };
  const labels = ({ SecretList = [] }: sm.ListSecretsCommandOutput) =>
    SecretList.map(({ Name }) => Name!.split('/')[1]);
  const found = async (...filters: Filters) =>
    labels(await list({ Filters: filters.map(([Key, ...Values]) => ({ Key, Values })) })).sort();
  return { ...opened, prefix, made, list, labels, found };
}

test('secrets are listed as they are described, without those that are marked for deletion', async () => {
  const { made, list, labels } = await four();
  const { SecretList } = await list();
  expect(SecretList![0]).toMatchObject({
    ARN: made[0]!.arn,
    Name: made[0]!.name,
    Description: 'a secret',
    Tags: [{ Key: 'Team', Value: 'Blue' }],
    SecretVersionsToStages: { [made[0]!.versionId!]: ['AWSCURRENT'] },
    CreatedDate: expect.any(Date),
    LastChangedDate: expect.any(Date),
  });
  expect(JSON.stringify(SecretList)).not.toContain('SecretString');
  await made[1]!.delete();
  expect(labels(await list())).toEqual(['one', 'three', 'four']);
  expect(labels(await list({ IncludePlannedDeletion: true }))).toEqual(['one', 'two', 'three', 'four']);
});

test('filters: names and tags by their beginnings, a description by words, `!` for what does not match', async () => {
  const { found, prefix } = await four();
  expect(await found(['name', `${prefix}/t`])).toEqual(['three', 'two']);
  expect(await found(['name', `${prefix}/T`])).toEqual([]);
  expect(await found(['name', `!${prefix}/t`])).toEqual(['four', 'one']);
  expect(await found(['name', `${prefix}/one`, `${prefix}/two`])).toEqual(['one', 'two']);
  expect(await found(['description', 'a'])).toEqual(['one', 'three', 'two']);
  expect(await found(['description', '!a'])).toEqual(['four']);
  expect(await found(['description', 'a secret'])).toEqual(['one', 'two']);
  expect(await found(['description', 'A SECRET'])).toEqual(['one', 'two']);
  expect(await found(['description', '!c'])).toEqual(['four', 'one', 'three', 'two']);
  expect(await found(['tag-key', 'Tea'])).toEqual(['one', 'three']);
  expect(await found(['tag-value', 'Bl'])).toEqual(['one', 'two']);
  expect(await found(['tag-value', 'Bl'], ['tag-key', 'team'])).toEqual(['two']);
  expect(await found(['all', 'green'])).toEqual(['three']);
  expect(await found(['owning-service', 'rds'])).toEqual([]);
});

test('pages of a list are whole, whatever is made and deleted between them', async () => {
  const { list, labels, made, make, prefix } = await four();
  const first = await list({ MaxResults: 2 });
  expect(labels(first)).toEqual(['one', 'two']);
  await made[1]!.delete({ ForceDeleteWithoutRecovery: true });
  await make({ Name: `${prefix}/five` });
  const second = await list({ MaxResults: 2, NextToken: first.NextToken });
  expect(labels(second)).toEqual(['three', 'four']);
  const last = await list({ MaxResults: 2, NextToken: second.NextToken });
  expect([labels(last), last.NextToken]).toEqual([['five'], undefined]);
});

test('the order is that in which they were made, or another one', async () => {
  const { list, labels, made } = await four();
  await made[0]!.update({ Description: 'changed last' });
  expect(labels(await list())).toEqual(['one', 'two', 'three', 'four']);
  expect(labels(await list({ SortOrder: 'desc' }))).toEqual(['four', 'three', 'two', 'one']);
  expect(labels(await list({ SortBy: 'name' }))).toEqual(['four', 'one', 'three', 'two']);
  expect(labels(await list({ SortBy: 'last-changed-date', SortOrder: 'desc' }))[0]).toBe('one');
});

test('versions are listed by pages, each with its labels and its key', async () => {
  const { make } = await openSecretsManager();
  const secret = await make({ SecretString: '0' });
  const ids = [secret.versionId!];
  for (const value of ['1', '2', '3']) {
    await apart();
    ids.push((await secret.put(value)).VersionId!);
  }
  const { Versions, ARN, Name } = await secret.versions();
  expect([ARN, Name, Versions]).toEqual([
    secret.arn,
    secret.name,
    [
      expect.objectContaining({ VersionId: ids[2], VersionStages: ['AWSPREVIOUS'] }),
      expect.objectContaining({ VersionId: ids[3], VersionStages: ['AWSCURRENT'] }),
    ],
  ]);
  expect(Versions![0]).toMatchObject({ KmsKeyIds: ['DefaultEncryptionKey'], CreatedDate: expect.any(Date) });
  const paged: (string | undefined)[] = [];
  let NextToken: string | undefined;
  do {
    const page = await secret.versions({ IncludeDeprecated: true, MaxResults: 3, NextToken });
    paged.push(...page.Versions!.map(({ VersionId }) => VersionId));
    NextToken = page.NextToken;
  } while (NextToken);
  expect(paged.toSorted()).toEqual(ids.toSorted());
});

test.each<[string, sm.ListSecretsCommandInput, string]>([
  ['a key that there is not', { Filters: [{ Key: 'colour' as 'name', Values: ['x'] }] }, 'ValidationException'],
  ['a filter without a value', { Filters: [{ Key: 'name', Values: [] }] }, 'InvalidParameterException'],
  ['a page of nothing', { MaxResults: 0 }, 'ValidationException'],
  ['a page of 101', { MaxResults: 101 }, 'ValidationException'],
  ['a token that nobody gave', { NextToken: 'x' }, 'InvalidNextTokenException'],
])('refused: %s', async (_, input, name) => {
  const { client } = await openSecretsManager();
  await expect(client.send(new sm.ListSecretsCommand(input))).rejects.toMatchObject({ name });
});
