/** What the owner of an album does with its links. */
import { SHARE } from '../../../../lib/limits/shares.ts';
import type { Caller } from '../../../kernel/caller.ts';
import { type Clock, epochSeconds, isoTime } from '../../../kernel/clock.ts';
import { conflict, notFound } from '../../../kernel/errors.ts';
import type { Ids } from '../../../kernel/ids.ts';
import { inParallel } from '../../../kernel/pool.ts';
import { type NewToken, tokenHash } from '../../../kernel/secret-token.ts';
import type { Albums } from '../../ports.ts';
import type { LinkRecord, Links, StoredPassword } from '../../share-ports.ts';
import type { CreateShareRequest, NewShare, Share, ShareList } from '../../share-schemas.ts';
import { ownAlbum } from '../own-album.ts';
import type { GuestTools } from './enter.ts';
import { linkState } from './link-state.ts';
import { wrongPasswords } from './password-tries.ts';

/** A password's hash takes its time, on purpose: tests have a cheaper one. */
type NewLinkTools = { ids: Ids; newToken: NewToken; hashPassword: (password: string) => Promise<StoredPassword> };
type Tools = { albums: Pick<Albums, 'find'>; links: Links; clock: Clock };

/**
 * A new link; its token is told now and never again.
 * @throws TesseraError 404, 409 `too_many_links`
 */
export async function createShare(
  album: string,
  request: CreateShareRequest,
  caller: Caller,
  { albums, links, clock, ids, newToken, hashPassword }: Tools & NewLinkTools,
): Promise<NewShare> {
  await ownAlbum(album, caller, albums);
  const now = clock();
  const open = (await links.ofAlbum(album)).filter((link) => linkState(link, now) === 'open');
  if (open.length >= SHARE.ofAlbum) {
    throw conflict(
      'too_many_links',
      `The album has ${open.length} links. Take back one that nobody needs, then try again.`,
    );
  }
  const token = newToken();
  const link = { ...recordOf(request, now), share: ids.share(), album };
  const stored = { ...link, ...(request.password !== undefined && { password: await hashPassword(request.password) }) };
  if (!(await links.create(tokenHash(token), stored))) throw notFound('album', album);
  return { ...shareView(stored, now), token, url: `/s/${token}` };
}

function recordOf({ expires_in_days, upload, max_photos, max_views }: CreateShareRequest, now: Date) {
  return {
    created_at: now.toISOString(),
    ...(expires_in_days !== undefined && { ends_at: epochSeconds(now) + expires_in_days * 24 * 3600 }),
    upload,
    ...(upload !== 'none' && { max_photos: max_photos ?? SHARE.photos.usual }),
    uploads: 0,
    ...(max_views !== undefined && { max_views }),
    views: 0,
  };
}

/** Each is one read; an album has 100 links at most, few of them with passwords. */
const COUNTED_AT_ONCE = 10;

/** All links of an album, also those that closed within the last 30 days. */
export async function listShares(
  album: string,
  caller: Caller,
  tools: Tools & Pick<GuestTools, 'counts'>,
): Promise<ShareList> {
  const { albums, links, clock } = tools;
  await ownAlbum(album, caller, albums);
  const now = clock();
  const items = await inParallel(await links.ofAlbum(album), COUNTED_AT_ONCE, async (link) => {
    const wrong = linkState(link, now) === 'open' ? await wrongPasswords(link, tools) : 0;
    return { ...shareView(link, now), ...(wrong > 0 && { wrong_passwords: wrong }) };
  });
  return { items };
}

/** Nobody opens it any more, and who has opened it sees nothing new. @throws TesseraError 404 */
export async function revokeShare(
  { album, share }: { album: string; share: string },
  caller: Caller,
  { albums, links, clock }: Tools,
): Promise<void> {
  await ownAlbum(album, caller, albums);
  if (!(await links.revoke(album, share, clock()))) throw notFound('link', share);
}

function shareView(link: LinkRecord, now: Date): Share {
  const { share, created_at, ends_at, password, upload, max_photos, uploads, max_views, views, revoked_at } = link;
  return {
    ...{ share_id: share, created_at, state: linkState(link, now) },
    ...(ends_at !== undefined && { expires_at: isoTime(ends_at) }),
    ...{ has_password: password !== undefined, upload },
    ...(max_photos !== undefined && { max_photos, uploads }),
    ...(max_views !== undefined && { max_views }),
    views,
    ...(revoked_at !== undefined && { revoked_at }),
  };
}
