import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { openSecretsManager } from './secrets.fixture.ts';

test('a secret that was made without a value has none; its first value is the current one, whatever it is asked for', async () => {
  const { make } = await openSecretsManager();
  const secret = await make();
  expect(secret.versionId).toBeUndefined();
  await expect(secret.get()).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
  });
  await secret.put('one', { VersionStages: ['AWSPENDING'] });
  expect([await secret.text(), await secret.text('AWSPENDING')]).toEqual(['one', 'one']);
});

test('a value is a text or bytes, and comes back as it was', async () => {
  const { make } = await openSecretsManager();
  const text = 'grüße "\u0000\n𝒮';
  const secret = await make({ SecretString: text });
  const found = await secret.get();
  expect(found).toMatchObject({
    ARN: secret.arn,
    Name: secret.name,
    VersionId: secret.versionId,
    VersionStages: ['AWSCURRENT'],
    SecretString: text,
    CreatedDate: expect.any(Date),
  });
  expect(found.SecretBinary).toBeUndefined();
  const bytes = await make({ SecretBinary: Buffer.from([0, 255, 10]) });
  const { SecretBinary, SecretString } = await bytes.get();
  expect([[...SecretBinary!], SecretString]).toEqual([[0, 255, 10], undefined]);
});

test('the newest value is the current one, the one before it the previous one, older ones have no label', async () => {
  const { make } = await openSecretsManager();
  const secret = await make({ SecretString: 'one' });
  const { VersionId: two } = await secret.put('two');
  expect(await secret.stages()).toEqual({ [secret.versionId!]: ['AWSPREVIOUS'], [two!]: ['AWSCURRENT'] });
  const { VersionId: three, VersionStages } = await secret.put('three');
  expect(VersionStages).toEqual(['AWSCURRENT']);
  expect([await secret.text(), await secret.text('AWSPREVIOUS')]).toEqual(['three', 'two']);
  expect(await secret.stages()).toEqual({ [two!]: ['AWSPREVIOUS'], [three!]: ['AWSCURRENT'] });
  expect((await secret.get({ VersionId: secret.versionId })).SecretString).toBe('one');
  const ids = async (IncludeDeprecated: boolean) =>
    new Set((await secret.versions({ IncludeDeprecated })).Versions!.map(({ VersionId }) => VersionId));
  expect(await ids(false)).toEqual(new Set([two, three]));
  expect(await ids(true)).toEqual(new Set([secret.versionId, two, three]));
});

test('a pending value changes nothing until its label is moved', async () => {
  const { make } = await openSecretsManager();
  const secret = await make({ SecretString: 'one' });
  const one = secret.versionId!;
  const { VersionId: two, VersionStages } = await secret.put('two', { VersionStages: ['AWSPENDING'] });
  expect(VersionStages).toEqual(['AWSPENDING']);
  expect([await secret.text(), await secret.text('AWSPENDING')]).toEqual(['one', 'two']);
  await secret.move('AWSCURRENT', one, two);
  expect([await secret.text(), await secret.text('AWSPREVIOUS')]).toEqual(['two', 'one']);
  expect((await secret.stages())[two!]!.toSorted()).toEqual(['AWSCURRENT', 'AWSPENDING']);
  await secret.move('AWSPENDING', two);
  await expect(secret.text('AWSPENDING')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('AWSCURRENT goes back to the version before, and AWSPREVIOUS with it', async () => {
  const { make } = await openSecretsManager();
  const secret = await make({ SecretString: 'one' });
  const { VersionId: two } = await secret.put('two');
  await secret.move('AWSCURRENT', two, secret.versionId);
  expect(await secret.stages()).toEqual({ [secret.versionId!]: ['AWSCURRENT'], [two!]: ['AWSPREVIOUS'] });
});

test('a label of one’s own is at one version at a time', async () => {
  const { make } = await openSecretsManager();
  const secret = await make({ SecretString: 'one' });
  const { VersionId: two } = await secret.put('two', { VersionStages: ['blue', 'green'] });
  const { VersionId: three } = await secret.put('three', { VersionStages: ['green'] });
  expect(await secret.stages()).toEqual({ [secret.versionId!]: ['AWSCURRENT'], [two!]: ['blue'], [three!]: ['green'] });
  await secret.move('blue', two, three);
  expect((await secret.stages())[three!]!.toSorted()).toEqual(['blue', 'green']);
  await secret.move('red', undefined, two);
  expect(await secret.text('red')).toBe('two');
});

test('AWSCURRENT is not moved without saying from where, and not removed', async () => {
  const { make } = await openSecretsManager();
  const secret = await make({ SecretString: 'one' });
  const { VersionId: two } = await secret.put('two', { VersionStages: ['AWSPENDING'] });
  await expect(secret.move('AWSCURRENT', undefined, two)).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: `The parameter RemoveFromVersionId can't be empty. Staging label AWSCURRENT is currently attached to version ${secret.versionId}, so you must explicitly reference that version in RemoveFromVersionId.`,
  });
  await expect(secret.move('AWSCURRENT', two, two)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  await expect(secret.move('AWSCURRENT', secret.versionId)).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
  expect(await secret.text()).toBe('one');
});

test('the same token again changes nothing; with another value it is refused', async () => {
  const { make } = await openSecretsManager();
  const secret = await make({ SecretString: 'zero' });
  const ClientRequestToken = randomUUID();
  const first = await secret.put('one', { ClientRequestToken });
  expect(first.VersionId).toBe(ClientRequestToken);
  const { VersionId: two } = await secret.put('two');
  const again = await secret.put('one', { ClientRequestToken });
  expect([again.VersionId, again.VersionStages]).toEqual([ClientRequestToken, ['AWSPREVIOUS']]);
  expect(await secret.stages()).toEqual({ [two!]: ['AWSCURRENT'], [ClientRequestToken]: ['AWSPREVIOUS'] });
  await expect(secret.put('other', { ClientRequestToken })).rejects.toMatchObject({ name: 'ResourceExistsException' });
});

test('a version that is not there, and a label that it does not have, are told', async () => {
  const { make } = await openSecretsManager();
  const secret = await make({ SecretString: 'one' });
  const VersionId = randomUUID();
  await expect(secret.get({ VersionId })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: `Secrets Manager can't find the specified secret value for VersionId: ${VersionId}`,
  });
  await expect(secret.get({ VersionStage: 'AWSPREVIOUS' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: "Secrets Manager can't find the specified secret value for staging label: AWSPREVIOUS",
  });
  await expect(secret.get({ VersionId: secret.versionId, VersionStage: 'AWSPREVIOUS' })).rejects.toMatchObject({
    name: 'InvalidRequestException',
    message: 'You provided a VersionStage that is not associated to the provided VersionId.',
  });
});

test.each([
  ['both kinds of value', { SecretBinary: Buffer.from('x') }],
  ['a token of 31 characters', { ClientRequestToken: 'x'.repeat(31) }],
  ['a token of 65 characters', { ClientRequestToken: 'x'.repeat(65) }],
  ['more than 64 KiB', { SecretString: 'x'.repeat(65_537) }],
  ['no value', { SecretString: undefined }],
])('refused: %s', async (_, more) => {
  const { make } = await openSecretsManager();
  const secret = await make();
  await expect(secret.put('value', more as object)).rejects.toMatchObject({
    name: expect.stringMatching(/^(InvalidParameter|InvalidRequest|Validation)Exception$/),
    $metadata: { httpStatusCode: 400 },
  });
});
