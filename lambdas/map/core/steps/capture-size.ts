import { TesseraError } from '../../../kernel/errors.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { PictureCodec } from '../../ports/pictures.ts';
import type { PlanRequest } from '../../workflow.ts';
import type { Size } from '../tiling/pyramid.ts';

/** Enough for a majority, few enough to be read in a second or two. */
export const SHOTS_LOOKED_AT = 9;

/**
 * The size that all captures of a job must have: what most of nine, spread over the job, say. One that cannot be read is
 * passed over here and named by the stage capture.
 * @throws TesseraError `no_readable_shot`
 */
export async function captureSize(
  shots: PlanRequest['shots'],
  work: ObjectStore,
  pictures: Pick<PictureCodec, 'measure'>,
): Promise<Size> {
  const votes = new Map<string, Size & { votes: number }>();
  const looked = Math.min(SHOTS_LOOKED_AT, shots.length);
  for (let i = 0; i < looked; i++) {
    const size = await sizeOf(shots[Math.floor((i * shots.length) / looked)]!.key, work, pictures);
    if (!size) continue;
    const name = `${size.width}x${size.height}`;
    votes.set(name, { ...size, votes: (votes.get(name)?.votes ?? 0) + 1 });
  }
  const [first] = [...votes.values()].sort((a, b) => b.votes - a.votes);
  if (!first) {
    const message = `None of ${looked} shots that were looked at is there and readable. Upload PNG, JPEG or WebP pictures.`;
    throw new TesseraError('no_readable_shot', 422, message);
  }
  return { width: first.width, height: first.height };
}

async function sizeOf(key: string, work: ObjectStore, pictures: Pick<PictureCodec, 'measure'>) {
  const bytes = await work.get(key);
  if (!bytes) return undefined;
  try {
    return await pictures.measure(bytes);
  } catch (error) {
    if (error instanceof TesseraError && error.code === 'unreadable') return undefined;
    throw error;
  }
}
