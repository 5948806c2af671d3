import { beforeEach, expect, it, vi } from 'vitest';
import { ORIGIN_SECRETS_PAUSE_SECONDS, ORIGIN_SECRETS_SECONDS } from '../../lib/limits/origin.ts';
import { logger } from './log.ts';
import { originProof } from './origin-proof.ts';

/** Secrets as they are stored, changed by tests, and a clock to turn. */
const room = (...stored: string[]) => {
  let seconds = 1000;
  const secrets = { stored, isDown: false };
  const read = vi.fn(async () => {
    if (secrets.isDown) throw new Error('throttled');
    return secrets.stored;
  });
  const isFromEdge = originProof(read, () => new Date(seconds * 1000));
  const wait = (more: number) => {
    seconds += more;
  };
  return { secrets, read, isFromEdge, wait };
};
let logged: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  logged = vi.spyOn(logger, 'error').mockReturnValue();
});

it('believes who sends the secret in use, or the one before it, and reads them once for all', async () => {
  const { isFromEdge, read } = room('new', 'old');
  expect(await Promise.all(['new', 'old'].map(isFromEdge))).toEqual([true, true]);
  expect(await isFromEdge('old')).toBe(true);
  expect(read).toHaveBeenCalledTimes(1);
});

it.each([undefined, '', 'wrong', 'ne', 'newer', 'new,new'])('does not believe %s', async (given) => {
  expect(await room('new').isFromEdge(given)).toBe(false);
});

it('asks nobody where nothing is claimed', async () => {
  const { isFromEdge, read } = room('new');
  await isFromEdge(undefined);
  expect(read).not.toHaveBeenCalled();
});

it('learns of a rotation at the first request that brings a new secret, and forgets the oldest in time', async () => {
  const { isFromEdge, secrets, wait } = room('first');
  expect(await isFromEdge('first')).toBe(true);
  secrets.stored = ['second', 'first'];
  wait(ORIGIN_SECRETS_PAUSE_SECONDS);
  expect([await isFromEdge('second'), await isFromEdge('first')]).toEqual([true, true]);
  secrets.stored = ['third', 'second'];
  wait(ORIGIN_SECRETS_SECONDS);
  expect([await isFromEdge('first'), await isFromEdge('second'), await isFromEdge('third')]).toEqual([
    false,
    true,
    true,
  ]);
});

it('cannot be made to ask again and again by wrong secrets', async () => {
  const { isFromEdge, read, wait } = room('new');
  for (let tries = 0; tries < 50; tries++) expect(await isFromEdge(`wrong ${tries}`)).toBe(false);
  expect(read).toHaveBeenCalledTimes(1);
  wait(ORIGIN_SECRETS_PAUSE_SECONDS);
  await isFromEdge('wrong');
  expect(read).toHaveBeenCalledTimes(2);
});

it('goes on with what it has when the secrets cannot be read, and says so', async () => {
  const { isFromEdge, secrets, wait, read } = room('new');
  await isFromEdge('new');
  secrets.isDown = true;
  wait(ORIGIN_SECRETS_SECONDS);
  expect(await isFromEdge('new')).toBe(true);
  expect(await isFromEdge('new')).toBe(true);
  expect(read).toHaveBeenCalledTimes(2);
  expect(logged).toHaveBeenCalledTimes(1);
});

it('believes nobody when it could never read them, asks again after a pause, and never fails', async () => {
  const { isFromEdge, secrets, wait, read } = room('new');
  secrets.isDown = true;
  expect([await isFromEdge('new'), await isFromEdge('new'), await isFromEdge('')]).toEqual([false, false, false]);
  expect(read).toHaveBeenCalledTimes(1);
  secrets.isDown = false;
  wait(ORIGIN_SECRETS_PAUSE_SECONDS);
  expect(await isFromEdge('new')).toBe(true);
});

it('writes no secret into the log', async () => {
  const { isFromEdge, secrets } = room('new');
  secrets.isDown = true;
  await isFromEdge('planted by somebody');
  expect(JSON.stringify(logged.mock.calls)).not.toContain('planted');
});
