import { epochSeconds } from '../../../kernel/clock.ts';
import { TesseraError } from '../../../kernel/errors.ts';
import { photoOfKey } from '../../keys.ts';
import type { PhotoRecord } from '../../photo-ports.ts';
import type { PhotoWork } from '../../removal-ports.ts';
import type { Links } from '../../share-ports.ts';
import { linkState } from '../shares/link-state.ts';
import { type ConfirmTools, confirmArrived } from './confirm.ts';

/** A file that has come into the bucket. */
export type Arrival = { key: string; at: Date };
export type ArrivalTools = ConfirmTools & { work: Pick<PhotoWork, 'find'>; links: Pick<Links, 'find'> };
/**
 * `known`: somebody confirmed it before. `confirmed`: nobody had. `refused`: it was not what was announced, and has gone with its photo.
 * `removed`: no row knows of it. `left`: what removes photos will come by, or whoever sent it.
 */
export type ArrivalOutcome = 'known' | 'confirmed' | 'refused' | 'removed' | 'left';

/** What a confirmation says of a photo that is gone, or going with its album. */
const GOING = ['not_uploaded', 'not_found', 'ticket_expired'];

/**
 * Takes a photo into its album whose sender was cut off before he could say that it is there. Nothing is confirmed that he could not
 * have confirmed himself; a repeat, also while he does so, changes nothing.
 */
export async function takeArrival({ key, at }: Arrival, tools: ArrivalTools): Promise<ArrivalOutcome> {
  const id = photoOfKey(key);
  const photo = id === undefined ? undefined : await tools.work.find(id);
  if (photo?.key !== key) {
    // A row is written before anybody can upload, and goes when nothing can come any more: whatever comes later has no other end.
    await tools.originals.delete([key]);
    return 'removed';
  }
  if (photo.state === 'ready') return 'known';
  const isOver = photo.state === 'deleting' || (photo.expires_at ?? 0) <= epochSeconds(tools.clock());
  if (isOver || !(await isWelcome(photo, at, tools))) return 'left';
  let isFirst = false;
  const taken = (bytes: number) => {
    isFirst = true;
    tools.taken(bytes);
  };
  try {
    await confirmArrived(photo, { ...tools, taken });
    return isFirst ? 'confirmed' : 'known';
  } catch (error) {
    if (!(error instanceof TesseraError)) throw error;
    if (error.code === 'wrong_bytes') return 'refused';
    if (GOING.includes(error.code)) return 'left';
    throw error;
  }
}

/** What a guest sent counts if the link was good when it came and has not been taken back since. */
async function isWelcome({ guest, link }: PhotoRecord, at: Date, { links }: ArrivalTools): Promise<boolean> {
  if (!guest) return true;
  const found = link === undefined ? undefined : await links.find(link);
  return found !== undefined && !['revoked', 'expired'].includes(linkState(found, at));
}
