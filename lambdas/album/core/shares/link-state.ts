import { epochSeconds } from '../../../kernel/clock.ts';
import { gone, type TesseraError } from '../../../kernel/errors.ts';
import type { LinkRecord } from '../../share-ports.ts';
import type { Share } from '../../share-schemas.ts';

/** Taken back counts first: that is what its owner wants to see. */
export function linkState(link: LinkRecord, now: Date): Share['state'] {
  if (link.revoked_at !== undefined) return 'revoked';
  if (link.ends_at !== undefined && link.ends_at <= epochSeconds(now)) return 'expired';
  if (link.max_views !== undefined && link.views >= link.max_views) return 'exhausted';
  return 'open';
}

const ASK = 'Ask whoever gave it to you for a new one.';
const CLOSED = {
  expired: `This link has expired. ${ASK}`,
  revoked: `This link was taken back. ${ASK}`,
  exhausted: `This link has been opened as often as it may be. ${ASK}`,
};

/** 410, as every route behind a link answers it. */
export const closedLink = (state: keyof typeof CLOSED): TesseraError => gone(`link_${state}`, CLOSED[state]);
