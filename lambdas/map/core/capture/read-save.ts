import { createHash } from 'node:crypto';
import type { ObjectStore } from '../../ports/objects.ts';
import type { GameRef } from '../../workflow.ts';
import { GameFailure } from './game-failure.ts';

/** The save that a job was given, proved by its checksum. @throws GameFailure `save_missing` */
export async function readSave({ save }: GameRef, work: Pick<ObjectStore, 'get'>): Promise<Uint8Array> {
  const bytes = await work.get(save.key);
  const again = 'Begin again with: tessera map create --game NAME --save FILE';
  if (!bytes) throw GameFailure.refused('save_missing', 'The save is not in the bucket any more.', again);
  if (createHash('sha256').update(bytes).digest('hex') === save.sha256) return bytes;
  throw GameFailure.refused('save_missing', 'The stored save is another one than was announced.', again);
}
