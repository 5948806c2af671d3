import { ALBUM_COOKIE_SECONDS, SHARE_SESSION_SECONDS } from '../../../../lib/limits/shares.ts';
import { epochSeconds, isoTime } from '../../../kernel/clock.ts';
import { TesseraError } from '../../../kernel/errors.ts';
import { type NewToken, tokenHash } from '../../../kernel/secret-token.ts';
import type { SessionRecord } from '../../share-ports.ts';
import type { LinkInfo, OpenedLink } from '../../share-schemas.ts';
import { type Entered, findLink, type Guest, type GuestTools } from './enter.ts';
import { closedLink, linkState } from './link-state.ts';
import { isPassword } from './password.ts';
import { countTry, type Known } from './password-tries.ts';

/** Who opens a link. */
export type Opening = Guest & Known & { password: string | undefined };

/** What may be known of a link before it is opened. */
export async function showLink(guest: Guest, tools: GuestTools): Promise<LinkInfo> {
  const { link, album } = await findLink(guest, tools);
  const { password, upload, ends_at } = link;
  return {
    ...(password === undefined && { name: album.name }),
    password_required: password !== undefined,
    upload,
    ...(ends_at !== undefined && { expires_at: isoTime(ends_at) }),
  };
}

/**
 * Opens a link: a view is counted and a session begins. Who has a session that is good goes on with it, and no view is counted.
 * @returns what the page needs, and whether pictures may be seen
 * @throws TesseraError those of `findLink`; 401 `wrong_password`, 429 after too many of them
 */
export async function openLink(
  guest: Opening,
  tools: GuestTools & { newToken: NewToken },
): Promise<{ opened: OpenedLink; sees: boolean }> {
  const entered = await findLink(guest, tools);
  if (entered.session) return openedOf(entered, guest.session!, entered.session);
  await checkPassword(guest, entered, tools);
  const { links, sessions, clock, newToken } = tools;
  const now = clock();
  const { hash, link } = entered;
  if (!(await links.countView(hash, now))) throw await whyNot(hash, tools);
  const session = newToken();
  const record = { link: hash, album: link.album, ends_at: epochSeconds(now) + SHARE_SESSION_SECONDS };
  await sessions.create(tokenHash(session), record, { isKnown: link.password !== undefined });
  return openedOf(entered, session, record);
}

/** Somebody closed it, or took the last view, after it was read. */
async function whyNot(hash: string, { links, clock }: GuestTools): Promise<TesseraError> {
  const link = await links.find(hash);
  const state = link ? linkState(link, clock()) : 'revoked';
  return closedLink(state === 'open' ? 'exhausted' : state);
}

/** Tries are counted before they are looked at, so that many at once are no more than the limit; right ones are given back. */
async function checkPassword(guest: Opening, entered: Entered, tools: GuestTools): Promise<void> {
  const stored = entered.link.password;
  if (!stored) return;
  const { password } = guest;
  if (password === undefined) throw wrongPassword('This link needs a password.');
  const counted = await countTry(guest, entered, tools);
  if (!(await isPassword(password, stored))) throw wrongPassword('The password is not right. Try again.');
  await Promise.all(counted.map((each) => tools.counts.takeBack(each)));
}

const wrongPassword = (message: string) => new TesseraError('wrong_password', 401, message, { challenge: 'Link' });

function openedOf({ link, album }: Entered, session: string, { ends_at }: SessionRecord) {
  const { id, name, description, photos } = album;
  const sees = link.upload !== 'only';
  const opened: OpenedLink = {
    session,
    session_ends_at: isoTime(ends_at),
    expires_in: ALBUM_COOKIE_SECONDS.guest,
    album: { id, name, description, ...(sees && { photos }) },
  };
  return { opened, sees };
}
