/** The gate that every request of a guest passes: the link is read again each time, so that one taken back shows nothing more. */
import { GUEST_RATE, SESSION_HEADER } from '../../../../lib/limits/shares.ts';
import { addressGroup } from '../../../kernel/address-group.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { TesseraError } from '../../../kernel/errors.ts';
import { type Counts, countWithin, type RateLimit } from '../../../kernel/rate-limit.ts';
import { tokenHash } from '../../../kernel/secret-token.ts';
import type { AlbumRecord } from '../../ports.ts';
import type { Gate, LinkRecord, Links, SessionRecord, Sessions } from '../../share-ports.ts';
import { closedLink, linkState } from './link-state.ts';

export type GuestTools = {
  gate: Gate;
  links: Links;
  sessions: Sessions;
  counts: Counts;
  clock: Clock;
};
/** What a guest sends. */
export type Guest = { token: string; session: string | undefined; ip: string };
/** Of a request behind a link. A page sends its session as a header; what a request says of it otherwise counts first. */
export const guestOf = (
  { params, headers, ip }: { params: { token: string }; headers: Record<string, string | undefined>; ip: string },
  session = headers[SESSION_HEADER],
): Guest => ({ token: params.token, session, ip });

/** Who has come in, through which link, to which album. `hash` finds the link. */
export type Entered = { hash: string; link: LinkRecord; album: AlbumRecord; session: SessionRecord | undefined };

/** Neither message says what was asked for: it may be a token that is nearly right. */
const noLink = () =>
  new TesseraError('not_found', 404, 'There is no such link. Ask whoever gave it to you for a new one.');

/**
 * Finds the link. One that has been opened as often as it may be is still open for whoever has a session of it.
 * @throws TesseraError 429 `too_many`; 404; 410 `link_expired`, `link_revoked`, `link_exhausted`
 */
export async function findLink(guest: Guest, tools: GuestTools, rate: RateLimit = GUEST_RATE): Promise<Entered> {
  const { gate, counts, clock } = tools;
  const hash = tokenHash(guest.token);
  // A request that is refused costs a read more; every other one waits for one answer, and not for two.
  const [{ link, album, session: found }] = await Promise.all([
    gate.read({ link: hash, session: guest.session ? tokenHash(guest.session) : undefined }),
    countWithin(rate, addressGroup(guest.ip), 'Too many requests from your address.', { counts, clock }),
  ]);
  // A session opens its own link alone.
  const session = found?.link === hash ? found : undefined;
  if (!link || !album) throw noLink();
  const state = linkState(link, clock());
  if (state !== 'open' && !(state === 'exhausted' && session)) throw closedLink(state);
  return { hash, link, album, session };
}

/**
 * Lets a guest in who has opened the link before, to see photos or to add some.
 * @throws TesseraError those of `findLink`; 401 `session_ended`; 404 where the link is not for that
 */
export async function enter(
  guest: Guest,
  to: 'see' | 'add',
  tools: GuestTools,
  rate: RateLimit = GUEST_RATE,
): Promise<Entered> {
  const entered = await findLink(guest, tools, rate);
  if (!entered.session) {
    const message = 'The link must be opened first, or its session has ended: open it again.';
    throw new TesseraError('session_ended', 401, message, { challenge: 'Link' });
  }
  const { upload } = entered.link;
  if (to === 'see' && upload === 'only') throw notBehind('shows no photos; photos can only be added');
  if (to === 'add' && upload === 'none') throw notBehind('takes no photos; it only shows them');
  return entered;
}

const notBehind = (what: string) => new TesseraError('not_found', 404, `This link ${what}.`);
