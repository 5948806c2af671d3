import { ResourceNotFoundException } from '@aws-sdk/client-secrets-manager';
import { expect, it } from 'vitest';
import { secretsOfOrigin } from './secrets-origin.ts';

const none = new ResourceNotFoundException({ message: 'none', $metadata: {} });
/** A secret with these versions by their labels. */
const reading = (versions: Record<string, string | Error>) =>
  secretsOfOrigin(
    {
      send: async ({ input }: { input: { VersionStage: string } }) => {
        const found = versions[input.VersionStage] ?? none;
        if (found instanceof Error) throw found;
        return { SecretString: found };
      },
    } as never,
    'arn:secret',
  )();

it('reads the one in use and the one before it', async () => {
  expect(await reading({ AWSCURRENT: 'new', AWSPREVIOUS: 'old', AWSPENDING: 'never' })).toEqual(['new', 'old']);
});

it('is content with one before the first rotation', async () => {
  expect(await reading({ AWSCURRENT: 'new' })).toEqual(['new']);
});

it.each([
  ['there is none', {}],
  ['it may not be read', { AWSCURRENT: 'new', AWSPREVIOUS: new Error('denied') }],
])('fails where %s', async (_, versions: Record<string, string | Error>) => {
  await expect(reading(versions)).rejects.toThrow();
});
