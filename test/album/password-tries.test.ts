/** Passwords of a link, tried from many addresses: what strangers may together, and that who was in before is none. */
import { describe, expect, test } from 'vitest';
import { listShares } from '../../lambdas/album/core/shares/owned-shares.ts';
import { inParallel } from '../../lambdas/kernel/pool.ts';
import { counterOf } from '../../lambdas/kernel/rate-limit.ts';
import { tokenHash } from '../../lambdas/kernel/secret-token.ts';
import {
  KNOWN_GUEST_SECONDS,
  KNOWN_PASSWORD_RATE,
  LINK_PASSWORD_DAY_RATE,
  LINK_PASSWORD_RATE,
  SHARE_SESSION_SECONDS,
} from '../../lib/limits/shares.ts';
import { ada, codesOf, DAY, linkRoom, times } from '../support/link-room.ts';

const { room, make, open } = linkRoom();

describe('tried from many addresses', () => {
  const attacker = (i: number) => `198.51.${Math.floor(i / 250)}.${i % 250}`;
  /** One try each, some at a time. */
  const attack = (token: string, from: number, tries: number) =>
    inParallel(
      Array.from({ length: tries }, (_, i) => from + i),
      20,
      async (i) => (await codesOf([open(token, { password: 'our winter', ip: attacker(i) })]))[0]!,
    );
  const wrongOf = async (share: string) =>
    (await listShares(room.album, ada, room.tools)).items.find(({ share_id }) => share_id === share)!.wrong_passwords;

  test('100 in a quarter of an hour, 500 in a day; the owner is told; who was in before comes in', async () => {
    const { token, share_id } = await make({ password: 'our summer', expires_in_days: 30 });
    const { session } = (await open(token, { password: 'our summer', ip: '203.0.113.9' })).opened;
    const known = tokenHash(session);
    expect(await wrongOf(share_id)).toBeUndefined();
    // All but a window of them, as if the day had passed so far.
    const earlier = LINK_PASSWORD_DAY_RATE.most - LINK_PASSWORD_RATE.most;
    const day = counterOf(LINK_PASSWORD_DAY_RATE, share_id, room.tools.clock());
    await inParallel(Array.from({ length: earlier }), 20, () => room.tools.counts.add(day));
    expect(times(await attack(token, 0, 120), 'wrong_password')).toBe(LINK_PASSWORD_RATE.most);
    room.at.now += LINK_PASSWORD_RATE.seconds * 1000;
    expect(times(await attack(token, 120, 5), 'too_many')).toBe(5);
    expect(await wrongOf(share_id)).toBe(LINK_PASSWORD_DAY_RATE.most);
    room.at.now += SHARE_SESSION_SECONDS * 1000;
    const right = { password: 'our summer', ip: '203.0.113.9' };
    // The session has ended: from the same address the same person, as a stranger and as who he is.
    await expect(open(token, right)).rejects.toMatchObject({ status: 429 });
    expect((await open(token, { ...right, known })).opened.album.name).toBe('Lake');
    room.at.now += DAY;
    expect((await open(token, right)).opened.album.name).toBe('Lake');
    expect(await wrongOf(share_id)).toBeUndefined();
  });

  test('who was in before has ten tries of his own, for this link alone, until nobody remembers', async () => {
    const [mine, other] = [await make({ password: 'our summer' }), await make({ password: 'our autumn' })];
    const { session } = (await open(mine.token, { password: 'our summer' })).opened;
    const known = tokenHash(session);
    const wrong = (token: string, count: number) =>
      codesOf(Array.from({ length: count }, (_, i) => open(token, { password: 'no such', known, ip: attacker(i) })));
    expect(times(await wrong(mine.token, 14), 'wrong_password')).toBe(KNOWN_PASSWORD_RATE.most);
    expect(await wrongOf(mine.share_id)).toBeUndefined();
    expect(times(await wrong(other.token, 14), 'wrong_password')).toBe(14);
    expect(await wrongOf(other.share_id)).toBe(14);
    room.at.now += (SHARE_SESSION_SECONDS + KNOWN_GUEST_SECONDS) * 1000;
    expect(times(await wrong(mine.token, 14), 'wrong_password')).toBe(14);
    // A hash opens nothing.
    await expect(open(mine.token, { session: known })).rejects.toMatchObject({ code: 'wrong_password' });
  });

  test('a try that the link refuses does not use up what the address may', async () => {
    const { token } = await make({ password: 'our summer' });
    await attack(token, 0, LINK_PASSWORD_RATE.most);
    for (let i = 0; i < 12; i++)
      await expect(open(token, { password: 'our summer' })).rejects.toMatchObject({ status: 429 });
    room.at.now += LINK_PASSWORD_RATE.seconds * 1000;
    expect((await open(token, { password: 'our summer' })).opened.album.name).toBe('Lake');
  });
});
