/** Links on the twin's DynamoDB: views, tries and photos are counted exactly, and what is closed stays closed. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dynamodbAlbums } from '../../lambdas/album/adapters/dynamodb-albums.ts';
import { dynamodbLinks } from '../../lambdas/album/adapters/dynamodb-links.ts';
import { dynamodbSessions } from '../../lambdas/album/adapters/dynamodb-sessions.ts';
import { createAlbum } from '../../lambdas/album/core/create-album.ts';
import { enter } from '../../lambdas/album/core/shares/enter.ts';
import { openLink, showLink } from '../../lambdas/album/core/shares/open-link.ts';
import { createShare, listShares, revokeShare } from '../../lambdas/album/core/shares/owned-shares.ts';
import { hashPassword } from '../../lambdas/album/core/shares/password.ts';
import { INDEX } from '../../lambdas/album/keys.ts';
import { CreateShareRequest } from '../../lambdas/album/share-schemas.ts';
import { dynamodbCounts } from '../../lambdas/kernel/dynamodb-counts.ts';
import { randomIds } from '../../lambdas/kernel/ids.ts';
import { inParallel } from '../../lambdas/kernel/pool.ts';
import { counterOf } from '../../lambdas/kernel/rate-limit.ts';
import { randomToken, tokenHash } from '../../lambdas/kernel/secret-token.ts';
import {
  GUEST_PICTURE_RATE,
  KNOWN_GUEST_SECONDS,
  KNOWN_PASSWORD_RATE,
  LINK_PASSWORD_DAY_RATE,
  LINK_PASSWORD_RATE,
  SHARE_SESSION_SECONDS,
} from '../../lib/limits/shares.ts';
import { twinTables } from '../support/twin-table.ts';

const TABLE = 'albums';
const ada = { sub: 'ada', scopes: [] };
const ben = { sub: 'ben', scopes: [] };
const DAY = 24 * 3600 * 1000;

let tables: Awaited<ReturnType<typeof twinTables>>;
let tools: ReturnType<typeof toolsOn>;
let now: number;
let album: string;
const clock = () => new Date(now);
const toolsOn = ({ documents }: typeof tables) => ({
  albums: dynamodbAlbums(documents, TABLE),
  links: dynamodbLinks(documents, TABLE, clock),
  sessions: dynamodbSessions(documents, TABLE, clock),
  counts: dynamodbCounts(documents, TABLE),
  ...{ clock, ids: randomIds, newToken: randomToken },
  // Those of an account take a quarter of a second each.
  hashPassword: (password: string) => hashPassword(password, { N: 1024, r: 8, p: 1 }),
});
beforeAll(async () => {
  now = Date.UTC(2026, 6, 5);
  tables = await twinTables({ [TABLE]: Object.values(INDEX) });
  tools = toolsOn(tables);
  album = (await createAlbum({ name: 'Lake' }, 'ada', tools)).id;
});
afterAll(() => tables.close());
beforeEach(() => {
  now += DAY;
});

const make = (request: object = {}) => createShare(album, CreateShareRequest.parse(request), ada, tools);
const guest = (token: string, session?: string, ip = '203.0.113.7') => ({ token, session, ip });
const open = (token: string, more: { session?: string; password?: string; ip?: string; known?: string } = {}) =>
  openLink({ ...guest(token, more.session, more.ip), password: more.password, known: more.known }, tools);
const codesOf = async (calls: Promise<unknown>[]) =>
  (await Promise.allSettled(calls)).map((each) => (each.status === 'fulfilled' ? 'opened' : each.reason.code));
const times = (codes: string[], code: string) => codes.filter((each) => each === code).length;

describe('views', () => {
  test('of a link for three: three of twenty at once', async () => {
    const { token } = await make({ max_views: 3 });
    const codes = await codesOf(Array.from({ length: 20 }, () => open(token)));
    expect([times(codes, 'opened'), times(codes, 'link_exhausted')]).toEqual([3, 17]);
    const [share] = (await listShares(album, ada, tools)).items;
    expect(share).toMatchObject({ views: 3, max_views: 3, state: 'exhausted' });
  });

  test('a session goes on without a view and without the password, also when the link is exhausted, for an hour', async () => {
    const { token } = await make({ max_views: 1, password: 'our summer' });
    const { session } = (await open(token, { password: 'our summer' })).opened;
    now += 3_599_000;
    expect((await open(token, { session })).opened.session).toBe(session);
    expect(await showLink(guest(token, session), tools)).toMatchObject({ password_required: true });
    await expect(showLink(guest(token), tools)).rejects.toMatchObject({ code: 'link_exhausted' });
    now += 1000;
    await expect(open(token, { session })).rejects.toMatchObject({ status: 410, code: 'link_exhausted' });
  });

  test('a session of another link is none', async () => {
    const [mine, other] = [await make(), await make()];
    const { session } = (await open(mine.token)).opened;
    await expect(enter(guest(other.token, session), 'see', tools)).rejects.toMatchObject({ code: 'session_ended' });
    expect((await enter(guest(mine.token, session), 'see', tools)).album.id).toBe(album);
    expect((await open(other.token, { session })).opened.session).not.toBe(session);
  });
});

describe('passwords', () => {
  test('ten wrong ones of an address, then 429 until the window ends, also for the right one; others may try', async () => {
    const { token } = await make({ password: 'our summer' });
    const codes = await codesOf(Array.from({ length: 14 }, () => open(token, { password: 'our winter' })));
    expect([times(codes, 'wrong_password'), times(codes, 'too_many')]).toEqual([10, 4]);
    const right = { password: 'our summer' };
    await expect(open(token, right)).rejects.toMatchObject({ status: 429, retryAfter: 900 });
    expect((await open(token, { ...right, ip: '203.0.113.8' })).opened.album.name).toBe('Lake');
    now += 900_000;
    expect((await open(token, right)).opened.album.name).toBe('Lake');
  });

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
      (await listShares(album, ada, tools)).items.find(({ share_id }) => share_id === share)!.wrong_passwords;

    test('100 in a quarter of an hour, 500 in a day; the owner is told; who was in before comes in', async () => {
      const { token, share_id } = await make({ password: 'our summer', expires_in_days: 30 });
      const { session } = (await open(token, { password: 'our summer', ip: '203.0.113.9' })).opened;
      const known = tokenHash(session);
      expect(await wrongOf(share_id)).toBeUndefined();
      // All but a window of them, as if the day had passed so far.
      const earlier = LINK_PASSWORD_DAY_RATE.most - LINK_PASSWORD_RATE.most;
      const day = counterOf(LINK_PASSWORD_DAY_RATE, share_id, clock());
      await inParallel(Array.from({ length: earlier }), 20, () => tools.counts.add(day));
      expect(times(await attack(token, 0, 120), 'wrong_password')).toBe(LINK_PASSWORD_RATE.most);
      now += LINK_PASSWORD_RATE.seconds * 1000;
      expect(times(await attack(token, 120, 5), 'too_many')).toBe(5);
      expect(await wrongOf(share_id)).toBe(LINK_PASSWORD_DAY_RATE.most);
      now += SHARE_SESSION_SECONDS * 1000;
      const right = { password: 'our summer', ip: '203.0.113.9' };
      // The session has ended: from the same address the same person, as a stranger and as who he is.
      await expect(open(token, right)).rejects.toMatchObject({ status: 429 });
      expect((await open(token, { ...right, known })).opened.album.name).toBe('Lake');
      now += DAY;
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
      now += (SHARE_SESSION_SECONDS + KNOWN_GUEST_SECONDS) * 1000;
      expect(times(await wrong(mine.token, 14), 'wrong_password')).toBe(14);
      // A hash opens nothing.
      await expect(open(mine.token, { session: known })).rejects.toMatchObject({ code: 'wrong_password' });
    });

    test('a try that the link refuses does not use up what the address may', async () => {
      const { token } = await make({ password: 'our summer' });
      await attack(token, 0, LINK_PASSWORD_RATE.most);
      for (let i = 0; i < 12; i++)
        await expect(open(token, { password: 'our summer' })).rejects.toMatchObject({ status: 429 });
      now += LINK_PASSWORD_RATE.seconds * 1000;
      expect((await open(token, { password: 'our summer' })).opened.album.name).toBe('Lake');
    });
  });

  test('right ones and none at all are no tries', async () => {
    const { token } = await make({ password: 'our summer' });
    for (let i = 0; i < 12; i++) await open(token, { password: 'our summer' });
    for (let i = 0; i < 12; i++) await expect(open(token)).rejects.toMatchObject({ status: 401, challenge: 'Link' });
    await expect(open(token, { password: 'our winter' })).rejects.toMatchObject({ code: 'wrong_password' });
  });

  test('the name of the album is not told before', async () => {
    expect(await showLink(guest((await make({ password: 'our summer' })).token), tools)).not.toHaveProperty('name');
    expect(await showLink(guest((await make()).token), tools)).toMatchObject({ name: 'Lake' });
  });
});

describe('the end', () => {
  test('taken back: at once, also for who has a session; 410 for 30 days, then 404', async () => {
    const { token, share_id } = await make({ expires_in_days: 365 });
    const { session } = (await open(token)).opened;
    await revokeShare({ album, share: share_id }, ada, tools);
    const gone = { status: 410, code: 'link_revoked' };
    await expect(enter(guest(token, session), 'see', tools)).rejects.toMatchObject(gone);
    await expect(open(token, { session })).rejects.toMatchObject(gone);
    now += 10 * DAY;
    // A repeat is harmless, and does not make the tombstone last longer.
    await revokeShare({ album, share: share_id }, ada, tools);
    now += 20 * DAY - 1000;
    await expect(showLink(guest(token), tools)).rejects.toMatchObject(gone);
    now += 1000;
    await expect(showLink(guest(token), tools)).rejects.toMatchObject({ status: 404, code: 'not_found' });
    expect((await listShares(album, ada, tools)).items.map((each) => each.share_id)).not.toContain(share_id);
    await expect(revokeShare({ album, share: share_id }, ada, tools)).rejects.toMatchObject({ status: 404 });
  });

  test('expired: to the second, with its tombstone', async () => {
    const { token } = await make({ expires_in_days: 1 });
    now += DAY - 1000;
    await showLink(guest(token), tools);
    now += 1000;
    await expect(open(token)).rejects.toMatchObject({ status: 410, code: 'link_expired' });
    now += 30 * DAY;
    await expect(open(token)).rejects.toMatchObject({ status: 404 });
  });

  test('all links of an album are removed with it', async () => {
    const { id } = await createAlbum({ name: 'Gone' }, 'ada', tools);
    const { token } = await createShare(id, CreateShareRequest.parse({}), ada, tools);
    await tools.links.removeAll(id);
    await tools.links.removeAll(id);
    expect(await tools.links.find(tokenHash(token))).toBeUndefined();
    expect(await tools.links.ofAlbum(id)).toEqual([]);
  });
});

test('photos of guests: as many as the quota, however many come at once; none where guests only look', async () => {
  const { token } = await make({ upload: 'only', max_photos: 3 });
  const { opened, sees } = await open(token);
  expect([sees, opened.album.photos]).toEqual([false, undefined]);
  await expect(enter(guest(token, opened.session), 'see', tools)).rejects.toMatchObject({ status: 404 });
  const counted = await Promise.all(
    Array.from({ length: 8 }, () => tools.links.countUpload(tokenHash(token), clock())),
  );
  expect(counted.filter(Boolean)).toHaveLength(3);
  const looking = await make();
  expect(await tools.links.countUpload(tokenHash(looking.token), clock())).toBe(false);
  const { session } = (await open(looking.token)).opened;
  await expect(enter(guest(looking.token, session), 'add', tools)).rejects.toMatchObject({ status: 404 });
});

test('links are the owner’s: for anybody else there is no such album; nothing that is stored opens one', async () => {
  const { token, share_id } = await make({ password: 'our summer' });
  await expect(listShares(album, ben, tools)).rejects.toMatchObject({ status: 404 });
  await expect(revokeShare({ album, share: share_id }, ben, tools)).rejects.toMatchObject({ status: 404 });
  await expect(createShare(album, CreateShareRequest.parse({}), ben, tools)).rejects.toMatchObject({ status: 404 });
  const { session } = (await open(token, { password: 'our summer' })).opened;
  const stored = JSON.stringify(await tables.all(TABLE));
  for (const secret of [token, session, 'our summer']) expect(stored).not.toContain(secret);
});

test('a page of 500 photos that has no cookies asks 500 times, ten times within five minutes, and is not refused', async () => {
  const { token } = await make();
  const { session } = (await open(token)).opened;
  const see = () => enter(guest(token, session, '198.51.100.1'), 'see', tools, { ...GUEST_PICTURE_RATE, most: 500 });
  await inParallel(Array.from({ length: 500 }), 32, see);
  await expect(see()).rejects.toMatchObject({ status: 429, code: 'too_many' });
  expect(GUEST_PICTURE_RATE.most).toBeGreaterThanOrEqual(10 * 500);
  // What it asks besides is counted apart.
  await enter(guest(token, session, '198.51.100.1'), 'see', tools);
});
