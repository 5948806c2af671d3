import { createHash, timingSafeEqual } from 'node:crypto';
import { ORIGIN_SECRETS_PAUSE_SECONDS, ORIGIN_SECRETS_SECONDS } from '../../lib/limits/origin.ts';
import type { Clock } from './clock.ts';
import { logger } from './log.ts';

/** Whether a request has come through our CloudFront, by what it says under ORIGIN_HEADER. Never throws. */
export type OriginProof = (given: string | undefined) => Promise<boolean>;

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Takes the same time for every value of the same length, and looks at all secrets. */
function isOneOf(given: string, secrets: readonly string[]): boolean {
  const digests = secrets.map((secret) => timingSafeEqual(digest(given), digest(secret)));
  return digests.includes(true);
}

/**
 * Knows the secrets that CloudFront may send: the one in use and the one before it. They are asked for again after a while, and when a
 * value comes that nobody knows, because a rotation may be newer than what is at hand. When they cannot be read, those at hand
 * stay in use; where there are none nobody is believed, which is safe: requests are counted for whom the API was called by.
 */
export function originProof(read: () => Promise<string[]>, clock: Clock): OriginProof {
  let known: string[] = [];
  let asked = { from: Number.NEGATIVE_INFINITY, failed: false };
  let asking: Promise<void> | undefined;
  const age = () => clock().getTime() / 1000 - asked.from;

  const ask = () => {
    asking ??= read()
      .then(
        (secrets) => {
          known = secrets;
          return false;
        },
        (error: Error) => {
          logger.error('the origin secrets could not be read: addresses are those of the edge meanwhile', error);
          return true;
        },
      )
      .then((failed) => {
        asked = { from: clock().getTime() / 1000, failed };
        asking = undefined;
      });
    return asking;
  };
  return async (given) => {
    if (!given) return false;
    const isOld = age() >= (asked.failed ? ORIGIN_SECRETS_PAUSE_SECONDS : ORIGIN_SECRETS_SECONDS);
    if (isOld || asking) await ask();
    if (isOneOf(given, known)) return true;
    if (age() < ORIGIN_SECRETS_PAUSE_SECONDS) return false;
    await ask();
    return isOneOf(given, known);
  };
}
