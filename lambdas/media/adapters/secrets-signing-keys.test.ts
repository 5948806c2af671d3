import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { logger } from '../../kernel/log.ts';
import { isCannotSign } from '../signing/cannot-sign.ts';
import { SIGNING_KEYS_SECONDS } from '../signing/rotation.ts';
import { secretSigner, secretSigningKeys } from './secrets-signing-keys.ts';

const secretWith = (id: string) => ({
  SecretString: JSON.stringify({ keys: [{ id, private: '-----BEGIN PRIVATE KEY-----' }] }),
});

/** A client that answers one after the other, an error by throwing it, and a clock to turn. */
const reader = (...answers: (object | Error)[]) => {
  const send = vi.fn(async () => {
    const answer = answers.shift()!;
    if (answer instanceof Error) throw answer;
    return answer;
  });
  let seconds = 1000;
  const read = secretSigningKeys({ send } as never, 'arn:secret', () => new Date(seconds * 1000));
  const ids = async () => (await read()).map(({ id }) => id);
  return {
    send,
    ids,
    wait: (more: number) => {
      seconds += more;
    },
  };
};

test('the secret is read once for all who ask, and again when its time is over', async () => {
  const { send, ids, wait } = reader(secretWith('K1'), secretWith('K2'));
  expect(await Promise.all([ids(), ids()])).toEqual([['K1'], ['K1']]);
  wait(SIGNING_KEYS_SECONDS - 1);
  expect(await ids()).toEqual(['K1']);
  expect(send).toHaveBeenCalledTimes(1);
  wait(1);
  expect(await ids()).toEqual(['K2']);
  expect(send).toHaveBeenCalledTimes(2);
});

test('a failure is not kept: the next who asks tries again', async () => {
  const { ids } = reader(new Error('throttled'), secretWith('K1'));
  await expect(ids()).rejects.toThrow('throttled');
  expect(await ids()).toEqual(['K1']);
});

test('keys at hand outlive a secret that cannot be read, or is broken, and the log says so', async () => {
  const warned = vi.spyOn(logger, 'warn').mockReturnValue();
  const { ids, wait } = reader(secretWith('K1'), new Error('throttled'), { SecretString: '{}' }, secretWith('K2'));
  await ids();
  for (const expected of ['K1', 'K1', 'K2']) {
    wait(SIGNING_KEYS_SECONDS);
    expect(await ids()).toEqual([expected]);
  }
  expect(warned).toHaveBeenCalledTimes(2);
});

test('a secret that keeps somebody waiting is given up, the log says so, and it counts', async () => {
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    silent.closeAllConnections();
    silent.close();
  });
  vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', `http://127.0.0.1:${(silent.address() as AddressInfo).port}`);
  vi.stubEnv('AWS_REGION', 'us-east-1').stubEnv('AWS_ACCESS_KEY_ID', 'a').stubEnv('AWS_SECRET_ACCESS_KEY', 'b');
  const logged = vi.spyOn(logger, 'error').mockReturnValue();
  const counted = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  onTestFinished(() => counted.mockRestore());
  const signer = secretSigner('arn:secret', () => new Date());
  const error = await signer.url('/media/a', 60, new Date()).catch((thrown: unknown) => thrown);
  expect(isCannotSign(error)).toBe(true);
  expect(logged).toHaveBeenCalledWith('signing failed', error);
  expect(counted.mock.calls.flat().join()).toContain('"picture_signing_failures_total":1');
});
