import {
  KNOWN_PASSWORD_RATE,
  LINK_PASSWORD_DAY_RATE,
  LINK_PASSWORD_RATE,
  PASSWORD_RATE,
} from '../../../../lib/limits/shares.ts';
import { addressGroup } from '../../../kernel/address-group.ts';
import { type Counter, counterOf, countWithin, type RateLimit } from '../../../kernel/rate-limit.ts';
import type { LinkRecord } from '../../share-ports.ts';
import type { Entered, Guest, GuestTools } from './enter.ts';

/** SHA-256 of a session that opened the link before: it opens nothing, and proves that its bearer knew the password. */
export type Known = { known: string | undefined };

/**
 * Counts a try of a password. Strangers share what a link allows; who has opened it before is counted apart (OWASP: device cookies), so
 * that nobody can keep him out.
 * @returns what was counted, to be taken back when it was right
 * @throws TesseraError 429 `too_many`; nothing is counted then
 */
export async function countTry(
  { ip, known }: Pick<Guest, 'ip'> & Known,
  { hash, link }: Pick<Entered, 'hash' | 'link'>,
  { sessions, counts, clock }: Pick<GuestTools, 'sessions' | 'counts' | 'clock'>,
): Promise<Counter[]> {
  const isKnown = known !== undefined && (await sessions.hasOpened(hash, known));
  const limits: [RateLimit, who: string][] = isKnown
    ? [[KNOWN_PASSWORD_RATE, `${link.share}#${known}`]]
    : [
        [PASSWORD_RATE, `${link.share}#${addressGroup(ip)}`],
        [LINK_PASSWORD_RATE, link.share],
        [LINK_PASSWORD_DAY_RATE, link.share],
      ];
  const counted: Counter[] = [];
  try {
    for (const [limit, who] of limits) {
      counted.push(await countWithin(limit, who, 'Too many wrong passwords.', { counts, clock }));
    }
    return counted;
  } catch (error) {
    await Promise.all(counted.map((each) => counts.takeBack(each)));
    throw error;
  }
}

/** Wrong passwords of strangers today, of UTC. */
export const wrongPasswords = (
  { share, password }: LinkRecord,
  { counts, clock }: Pick<GuestTools, 'counts' | 'clock'>,
): Promise<number> => (password ? counts.count(counterOf(LINK_PASSWORD_DAY_RATE, share, clock())) : Promise.resolve(0));
