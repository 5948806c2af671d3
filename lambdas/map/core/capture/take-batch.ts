import { createHash } from 'node:crypto';
import { previewKey } from '../../keys.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { PictureCodec, Pixels } from '../../ports/pictures.ts';
import type { Area, BatchResult, CaptureDone, GameArea, GameBatch } from '../../workflow.ts';
import { runBatch } from '../batch.ts';
import { camera } from './camera.ts';
import type { CaptureDriver } from './driver.ts';
import { inspectCapture } from './inspect.ts';
import { uploadedShots } from './uploaded.ts';

export type TakeTools = { driver: CaptureDriver<GameArea>; pictures: PictureCodec; work: ObjectStore };

/** While the game draws one area, those before it are looked at and stored. */
const AREAS_AT_ONCE = 3;

/**
 * Lets a game take the areas of a batch with one start, and stores them. What is stored already, by a batch that did not come to
 * its end, is not taken again: the game is not even started when that is all. An area that somebody uploaded a picture for is
 * that picture.
 *
 * @throws a `GameFailure` that may pass when the game does not live to its first picture: the whole batch is done again
 */
export async function takeBatch(batch: GameBatch, tools: TakeTools): Promise<BatchResult<CaptureDone>> {
  const { driver, work } = tools;
  const game = camera(driver, batch);
  try {
    return await runBatch(
      batch,
      async (area) => {
        if (isUploaded(area)) return { done: await uploaded(batch, area, tools) };
        const done = (await stored(area, work)) ?? (await store(batch, area, await game.take(area), tools));
        return { done };
      },
      { atOnce: AREAS_AT_ONCE },
    );
  } finally {
    await game.putAway();
  }
}

const isUploaded = (area: GameArea): area is Area => area.shot.sha256 !== undefined;

async function uploaded(batch: GameBatch, area: Area, tools: TakeTools): Promise<CaptureDone> {
  const shots = uploadedShots(tools.work);
  await shots.goto(area);
  const { width, height } = await look(batch, area, await shots.capture(), tools);
  return { width, height };
}

/** What is stored was looked at before. */
async function stored({ shot, size }: GameArea, work: ObjectStore): Promise<CaptureDone | undefined> {
  const found = await work.stat(shot.key);
  return found?.sha256 === undefined ? undefined : { ...size, taken: { sha256: found.sha256, bytes: found.bytes } };
}

async function store(batch: GameBatch, area: GameArea, png: Uint8Array, tools: TakeTools): Promise<CaptureDone> {
  const { width, height } = await look(batch, area, png, tools);
  const sha256 = createHash('sha256').update(png).digest('hex');
  const isOurs = await tools.work.putOnce(area.shot.key, png, { contentType: 'image/png', sha256 });
  // A batch that was given up may still be at work: what it stored stays.
  const before = isOurs ? undefined : await stored(area, tools.work);
  return before ?? { width, height, taken: { sha256, bytes: png.length } };
}

/** Of shots that will go a small copy is kept. */
async function look(
  { build }: GameBatch,
  area: GameArea,
  bytes: Uint8Array,
  { pictures, work }: TakeTools,
): Promise<Pixels> {
  const pixels = await inspectCapture(pictures, bytes, area);
  if (area.preview) {
    const preview = await pictures.encodePreview(pixels);
    await work.put(previewKey(build, area.shot.id), preview, { contentType: 'image/webp' });
  }
  return pixels;
}
