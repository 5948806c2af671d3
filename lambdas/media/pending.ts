import { MEDIA_GRACE_SECONDS, PENDING_MEDIA_SECONDS } from '../../lib/limits.ts';
import { epochSeconds } from '../kernel/clock.ts';
import type { Media } from './ports.ts';

/** Of a file that is announced now: what nobody uses is gone after a day. */
export const pendingFrom = (now: Date): Required<Pick<Media, 'created_at' | 'expires_at'>> => ({
  created_at: now.toISOString(),
  expires_at: epochSeconds(now) + PENDING_MEDIA_SECONDS,
});

/**
 * As a row says it. What `expires_at` says is stored as `pending_until`, which every reader and writer looks at; the row's own
 * `expires_at`, at which DynamoDB forgets it, is a week later: till then the row says which object is to be removed.
 */
export const storedEnd = (expires_at: number | undefined) =>
  expires_at === undefined ? {} : { pending_until: expires_at, expires_at: expires_at + MEDIA_GRACE_SECONDS };

export const endOfRow = ({ pending_until }: Record<string, unknown>) =>
  pending_until === undefined ? {} : { expires_at: pending_until as number };
