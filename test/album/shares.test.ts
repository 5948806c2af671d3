/** Links on the twin's DynamoDB: views, tries and photos are counted exactly, and what is closed stays closed. */
import { describe, expect, test } from 'vitest';
import { createAlbum } from '../../lambdas/album/core/create-album.ts';
import { enter } from '../../lambdas/album/core/shares/enter.ts';
import { showLink } from '../../lambdas/album/core/shares/open-link.ts';
import { createShare, listShares, revokeShare } from '../../lambdas/album/core/shares/owned-shares.ts';
import { CreateShareRequest } from '../../lambdas/album/share-schemas.ts';
import { inParallel } from '../../lambdas/kernel/pool.ts';
import { tokenHash } from '../../lambdas/kernel/secret-token.ts';
import { GUEST_PICTURE_RATE } from '../../lib/limits/shares.ts';
import { ada, codesOf, DAY, guest, linkRoom, times } from '../support/link-room.ts';

const ben = { sub: 'ben', scopes: [] };
const { room, make, open } = linkRoom();

describe('views', () => {
  test('of a link for three: three of twenty at once', async () => {
    const { token } = await make({ max_views: 3 });
    const codes = await codesOf(Array.from({ length: 20 }, () => open(token)));
    expect([times(codes, 'opened'), times(codes, 'link_exhausted')]).toEqual([3, 17]);
    const [share] = (await listShares(room.album, ada, room.tools)).items;
    expect(share).toMatchObject({ views: 3, max_views: 3, state: 'exhausted' });
  });

  test('a session goes on without a view and without the password, also when the link is exhausted, for an hour', async () => {
    const { token } = await make({ max_views: 1, password: 'our summer' });
    const { session } = (await open(token, { password: 'our summer' })).opened;
    room.at.now += 3_599_000;
    expect((await open(token, { session })).opened.session).toBe(session);
    expect(await showLink(guest(token, session), room.tools)).toMatchObject({ password_required: true });
    await expect(showLink(guest(token), room.tools)).rejects.toMatchObject({ code: 'link_exhausted' });
    room.at.now += 1000;
    await expect(open(token, { session })).rejects.toMatchObject({ status: 410, code: 'link_exhausted' });
  });

  test('a session of another link is none', async () => {
    const [mine, other] = [await make(), await make()];
    const { session } = (await open(mine.token)).opened;
    await expect(enter(guest(other.token, session), 'see', room.tools)).rejects.toMatchObject({
      code: 'session_ended',
    });
    expect((await enter(guest(mine.token, session), 'see', room.tools)).album.id).toBe(room.album);
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
    room.at.now += 900_000;
    expect((await open(token, right)).opened.album.name).toBe('Lake');
  });

  test('right ones and none at all are no tries', async () => {
    const { token } = await make({ password: 'our summer' });
    for (let i = 0; i < 12; i++) await open(token, { password: 'our summer' });
    for (let i = 0; i < 12; i++) await expect(open(token)).rejects.toMatchObject({ status: 401, challenge: 'Link' });
    await expect(open(token, { password: 'our winter' })).rejects.toMatchObject({ code: 'wrong_password' });
  });

  test('the name of the room.album is not told before', async () => {
    expect(await showLink(guest((await make({ password: 'our summer' })).token), room.tools)).not.toHaveProperty(
      'name',
    );
    expect(await showLink(guest((await make()).token), room.tools)).toMatchObject({ name: 'Lake' });
  });
});

describe('the end', () => {
  test('taken back: at once, also for who has a session; 410 for 30 days, then 404', async () => {
    const { token, share_id } = await make({ expires_in_days: 365 });
    const { session } = (await open(token)).opened;
    await revokeShare({ album: room.album, share: share_id }, ada, room.tools);
    const gone = { status: 410, code: 'link_revoked' };
    await expect(enter(guest(token, session), 'see', room.tools)).rejects.toMatchObject(gone);
    await expect(open(token, { session })).rejects.toMatchObject(gone);
    room.at.now += 10 * DAY;
    // A repeat is harmless, and does not make the tombstone last longer.
    await revokeShare({ album: room.album, share: share_id }, ada, room.tools);
    room.at.now += 20 * DAY - 1000;
    await expect(showLink(guest(token), room.tools)).rejects.toMatchObject(gone);
    room.at.now += 1000;
    await expect(showLink(guest(token), room.tools)).rejects.toMatchObject({ status: 404, code: 'not_found' });
    expect((await listShares(room.album, ada, room.tools)).items.map((each) => each.share_id)).not.toContain(share_id);
    await expect(revokeShare({ album: room.album, share: share_id }, ada, room.tools)).rejects.toMatchObject({
      status: 404,
    });
  });

  test('expired: to the second, with its tombstone', async () => {
    const { token } = await make({ expires_in_days: 1 });
    room.at.now += DAY - 1000;
    await showLink(guest(token), room.tools);
    room.at.now += 1000;
    await expect(open(token)).rejects.toMatchObject({ status: 410, code: 'link_expired' });
    room.at.now += 30 * DAY;
    await expect(open(token)).rejects.toMatchObject({ status: 404 });
  });

  test('an album that is being deleted is not there any more, also for who has just looked at it', async () => {
    const { id } = await createAlbum({ name: 'Going' }, 'ada', room.tools);
    const { token } = await createShare(id, CreateShareRequest.parse({}), ada, room.tools);
    const { session } = (await open(token)).opened;
    expect((await enter(guest(token, session), 'see', room.tools)).album.name).toBe('Going');
    await room.tools.albums.beginDeletion(id, 'ada', room.tools.clock());
    await expect(enter(guest(token, session), 'see', room.tools)).rejects.toMatchObject({ status: 404 });
    await expect(open(token)).rejects.toMatchObject({ status: 404 });
  });

  test('what of an album has changed is told at once', async () => {
    const { id } = await createAlbum({ name: 'Lake' }, 'ada', room.tools);
    const { token } = await createShare(id, CreateShareRequest.parse({}), ada, room.tools);
    expect(await showLink(guest(token), room.tools)).toMatchObject({ name: 'Lake' });
    await room.tools.albums.change(id, 'ada', { name: 'River' });
    expect(await showLink(guest(token), room.tools)).toMatchObject({ name: 'River' });
  });

  test('all links of an room.album are removed with it', async () => {
    const { id } = await createAlbum({ name: 'Gone' }, 'ada', room.tools);
    const { token } = await createShare(id, CreateShareRequest.parse({}), ada, room.tools);
    await room.tools.links.removeAll(id);
    await room.tools.links.removeAll(id);
    expect(await room.tools.links.find(tokenHash(token))).toBeUndefined();
    expect(await room.tools.links.ofAlbum(id)).toEqual([]);
  });
});

test('photos of guests: as many as the quota, however many come at once; none where guests only look', async () => {
  const { token } = await make({ upload: 'only', max_photos: 3 });
  const { opened, sees } = await open(token);
  expect([sees, opened.album.photos]).toEqual([false, undefined]);
  await expect(enter(guest(token, opened.session), 'see', room.tools)).rejects.toMatchObject({ status: 404 });
  const counted = await Promise.all(
    Array.from({ length: 8 }, () => room.tools.links.countUpload(tokenHash(token), room.tools.clock())),
  );
  expect(counted.filter(Boolean)).toHaveLength(3);
  const looking = await make();
  expect(await room.tools.links.countUpload(tokenHash(looking.token), room.tools.clock())).toBe(false);
  const { session } = (await open(looking.token)).opened;
  await expect(enter(guest(looking.token, session), 'add', room.tools)).rejects.toMatchObject({ status: 404 });
});

test('links are the owner’s: for anybody else there is no such album; nothing that is stored opens one', async () => {
  const { token, share_id } = await make({ password: 'our summer' });
  await expect(listShares(room.album, ben, room.tools)).rejects.toMatchObject({ status: 404 });
  await expect(revokeShare({ album: room.album, share: share_id }, ben, room.tools)).rejects.toMatchObject({
    status: 404,
  });
  await expect(createShare(room.album, CreateShareRequest.parse({}), ben, room.tools)).rejects.toMatchObject({
    status: 404,
  });
  const { session } = (await open(token, { password: 'our summer' })).opened;
  const stored = JSON.stringify(await room.stored());
  for (const secret of [token, session, 'our summer']) expect(stored).not.toContain(secret);
});

test('a page of 500 photos that has no cookies asks 500 times, ten times within five minutes, and is not refused', async () => {
  const { token } = await make();
  const { session } = (await open(token)).opened;
  const see = () =>
    enter(guest(token, session, '198.51.100.1'), 'see', room.tools, { ...GUEST_PICTURE_RATE, most: 500 });
  await inParallel(Array.from({ length: 500 }), 32, see);
  await expect(see()).rejects.toMatchObject({ status: 429, code: 'too_many' });
  expect(GUEST_PICTURE_RATE.most).toBeGreaterThanOrEqual(10 * 500);
  // What it asks besides is counted apart.
  await enter(guest(token, session, '198.51.100.1'), 'see', room.tools);
});
