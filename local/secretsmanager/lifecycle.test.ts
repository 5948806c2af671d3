import { randomUUID } from 'node:crypto';
import * as sm from '@aws-sdk/client-secrets-manager';
import { expect, test } from 'vitest';
import { openSecretsManager, secretOf } from './secrets.fixture.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

test('a secret is found by its name, its ARN, and its ARN without the last six characters', async () => {
  const { client, make } = await openSecretsManager();
  const { name, arn } = await make({ SecretString: 'x' });
  expect(arn).toMatch(new RegExp(`^arn:aws:secretsmanager:us-east-1:\\d{12}:secret:${name}-[A-Za-z0-9]{6}$`));
  for (const SecretId of [name, arn, arn.slice(0, -7)])
    expect(await secretOf(client, SecretId).describe()).toMatchObject({ ARN: arn, Name: name });
});

test('what was given is described, and changes', async () => {
  const { make } = await openSecretsManager();
  const secret = await make({
    SecretString: 'one',
    Description: 'for the door',
    KmsKeyId: 'alias/mine',
    Tags: [{ Key: 'k', Value: 'v' }],
  });
  const before = await secret.describe();
  expect(before).toMatchObject({
    Description: 'for the door',
    KmsKeyId: 'alias/mine',
    Tags: [{ Key: 'k', Value: 'v' }],
    VersionIdsToStages: { [secret.versionId!]: ['AWSCURRENT'] },
    CreatedDate: expect.any(Date),
    LastChangedDate: expect.any(Date),
  });
  expect([before.LastAccessedDate, before.DeletedDate]).toEqual([undefined, undefined]);

  expect((await secret.update({ Description: 'for the window' })).VersionId).toBeUndefined();
  const { VersionId } = await secret.update({ SecretString: 'two' });
  expect(await secret.describe()).toMatchObject({
    Description: 'for the window',
    KmsKeyId: 'alias/mine',
    VersionIdsToStages: { [VersionId!]: ['AWSCURRENT'], [secret.versionId!]: ['AWSPREVIOUS'] },
  });
  expect(await secret.text()).toBe('two');
});

test('the day on which it was read is told', async () => {
  const { make } = await openSecretsManager();
  const secret = await make({ SecretString: 'one' });
  const midnight = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  await secret.get();
  const read = (await secret.describe()).LastAccessedDate!.getTime();
  // The day may end while this runs.
  expect([midnight, midnight + DAY_MS]).toContain(read);
  expect((await secret.versions()).Versions![0]!.LastAccessedDate!.getTime()).toBe(read);
});

test('made again: the same token and value is the same secret, anything else is refused', async () => {
  const { client, name } = await openSecretsManager();
  const input = { Name: name(), SecretString: 'one', ClientRequestToken: randomUUID() };
  const create = (more: Partial<sm.CreateSecretCommandInput> = {}) =>
    client.send(new sm.CreateSecretCommand({ ...input, ...more }));
  const { ARN } = await create();
  expect(await create()).toMatchObject({ ARN, VersionId: input.ClientRequestToken });
  await expect(create({ ClientRequestToken: randomUUID() })).rejects.toMatchObject({
    name: 'ResourceExistsException',
    message: `The operation failed because the secret ${input.Name} already exists.`,
  });
});

test('one that is marked for deletion shows nothing and can be brought back', async () => {
  const { client, make } = await openSecretsManager();
  const secret = await make({ SecretString: 'one' });
  const { DeletionDate } = await secret.delete({ RecoveryWindowInDays: 7 });
  expect(Math.abs(DeletionDate!.getTime() - (Date.now() + 7 * DAY_MS))).toBeLessThan(60 * 60 * 1000);
  const marked = {
    name: 'InvalidRequestException',
    message: "You can't perform this operation on the secret because it was marked for deletion.",
  };
  await expect(secret.get()).rejects.toMatchObject(marked);
  await expect(secret.put('two')).rejects.toMatchObject(marked);
  await expect(secret.update({ Description: 'd' })).rejects.toMatchObject(marked);
  await expect(secret.delete()).rejects.toMatchObject({ name: 'InvalidRequestException' });
  expect((await secret.describe()).DeletedDate).toBeInstanceOf(Date);
  const create = new sm.CreateSecretCommand({ Name: secret.name, SecretString: 'two' });
  await expect(client.send(create)).rejects.toMatchObject({
    name: 'InvalidRequestException',
    message: "You can't create this secret because a secret with this name is already scheduled for deletion.",
  });
  await secret.restore();
  expect([await secret.text(), (await secret.describe()).DeletedDate]).toEqual(['one', undefined]);
});

test('without a window it can be brought back for thirty days', async () => {
  const { make } = await openSecretsManager();
  const { DeletionDate } = await (await make()).delete();
  expect(Math.abs(DeletionDate!.getTime() - (Date.now() + 30 * DAY_MS))).toBeLessThan(60 * 60 * 1000);
});

test('deleted by force it has gone at once, also when it was marked before, and its name is free', async () => {
  const { client, make } = await openSecretsManager();
  const secret = await make({ SecretString: 'one' });
  await secret.delete();
  expect(await secret.delete({ ForceDeleteWithoutRecovery: true })).toMatchObject({ ARN: secret.arn });
  await expect(secret.describe()).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: "Secrets Manager can't find the specified secret.",
  });
  await expect(secret.restore()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  // Who asks again has not heard that it is done.
  expect(await secret.delete({ ForceDeleteWithoutRecovery: true })).toHaveProperty('DeletionDate');
  const again = await client.send(new sm.CreateSecretCommand({ Name: secret.name, SecretString: 'two' }));
  expect(again.ARN).not.toBe(secret.arn);
  expect(await secretOf(client, again.ARN!).text()).toBe('two');
});

test.each([
  [{ RecoveryWindowInDays: 6 }, 'The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).'],
  [{ RecoveryWindowInDays: 31 }, 'The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).'],
  [
    { RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true },
    "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
  ],
])('a deletion is refused: %j', async (more, message) => {
  const { make } = await openSecretsManager();
  const secret = await make();
  await expect(secret.delete(more)).rejects.toMatchObject({ name: 'InvalidParameterException', message });
  expect((await secret.describe()).DeletedDate).toBeUndefined();
});

test('tags are added, changed and taken away', async () => {
  const { client, make } = await openSecretsManager();
  const { arn, describe } = await make();
  const tag = (...Tags: sm.Tag[]) => client.send(new sm.TagResourceCommand({ SecretId: arn, Tags }));
  await tag({ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' });
  await tag({ Key: 'a', Value: '3' });
  await client.send(new sm.UntagResourceCommand({ SecretId: arn, TagKeys: ['b', 'c'] }));
  expect((await describe()).Tags).toEqual([{ Key: 'a', Value: '3' }]);
});

test.each([
  ['with a blank', 'In Valid'],
  ['with an asterisk', 'a*b'],
  ['with a letter that is not of ASCII', 'ä'],
  ['of 513 characters', 'x'.repeat(513)],
])('no secret has a name %s', async (_, Name) => {
  const { client } = await openSecretsManager();
  await expect(client.send(new sm.CreateSecretCommand({ Name, SecretString: 'x' }))).rejects.toMatchObject({
    name: 'ValidationException',
  });
});

test.each(['Valid/_+=.@!-Name', 'constructor', '__proto__', 'a-b1c2d3'])(
  'a secret may be called %s',
  async (prefix) => {
    const { client, name, make } = await openSecretsManager();
    const Name = `${prefix}${prefix.includes('/') ? name() : ''}`;
    const secret = await make({ Name, SecretString: 'x' });
    expect([secret.name, await secretOf(client, Name).text()]).toEqual([Name, 'x']);
    await secret.delete({ ForceDeleteWithoutRecovery: true });
    await expect(secret.describe()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  },
);
