import { PENDING_MEDIA_SECONDS } from '../../lib/limits.ts';
import { epochSeconds } from '../kernel/clock.ts';
import type { Media } from './ports.ts';

/** Of a file that is announced now: what nobody uses is gone after a day. */
export const pendingFrom = (now: Date): Required<Pick<Media, 'created_at' | 'expires_at'>> => ({
  created_at: now.toISOString(),
  expires_at: epochSeconds(now) + PENDING_MEDIA_SECONDS,
});
