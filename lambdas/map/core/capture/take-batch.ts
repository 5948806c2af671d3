import { createHash } from 'node:crypto';
import { previewKey } from '../../keys.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { PictureCodec, Pixels } from '../../ports/pictures.ts';
import type { Area, BatchResult, CaptureDone, GameArea, GameBatch } from '../../workflow.ts';
import { runBatch } from '../batch.ts';
import { cellsOf } from '../cells.ts';
import { camera } from './camera.ts';
import type { CaptureDriver } from './driver.ts';
import { inspectCapture } from './inspect.ts';
import { uploadedShots } from './uploaded.ts';

export type TakeTools = { driver: CaptureDriver<GameArea>; pictures: PictureCodec; work: ObjectStore };

/** While the game draws one area, those before it are looked at and stored. */
export const AREAS_AT_ONCE = 3;

/**
 * Lets a game take the areas of a batch with one start, and stores them. What is stored already, by a batch that did not come to
 * its end, is not taken again: the game is not even started when that is all. An area that somebody uploaded a picture for is
 * that picture.
 *
 * @throws a `GameFailure` that may pass when the game does not live to its first picture: the whole batch is done again
 */
export async function takeBatch(batch: GameBatch, tools: TakeTools): Promise<BatchResult<CaptureDone>> {
  const game = camera(tools.driver, batch);
  try {
    return await runBatch(
      batch,
      async (area) => {
        if (isUploaded(area)) return { done: await uploaded(batch, area, tools) };
        const done = (await stored(area, tools)) ?? (await store(batch, area, await game.take(area), tools));
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
  return look(batch, area, await shots.capture(), tools);
}

/** What is stored had been looked at before, and its small copy is there. */
async function stored(area: GameArea, { pictures, work }: TakeTools): Promise<CaptureDone | undefined> {
  const png = await work.get(area.shot.key);
  return png && { ...seen(await inspectCapture(pictures, png, area)), taken: takenOf(png) };
}

const takenOf = (png: Uint8Array) => ({ sha256: createHash('sha256').update(png).digest('hex'), bytes: png.length });

const seen = (pixels: Pixels) => ({ width: pixels.width, height: pixels.height, cells: cellsOf(pixels) });

async function store(batch: GameBatch, area: GameArea, png: Uint8Array, tools: TakeTools): Promise<CaptureDone> {
  const done = await look(batch, area, png, tools);
  const taken = takenOf(png);
  const isOurs = await tools.work.putOnce(area.shot.key, png, { contentType: 'image/png', sha256: taken.sha256 });
  // A batch that was given up may still be at work: what it stored stays.
  const before = isOurs ? undefined : await stored(area, tools);
  return before ?? { ...done, taken };
}

/** Of shots that will go a small copy is kept. */
async function look(
  { build }: GameBatch,
  area: GameArea,
  bytes: Uint8Array,
  { pictures, work }: TakeTools,
): Promise<CaptureDone> {
  const pixels = await inspectCapture(pictures, bytes, area);
  if (area.preview) {
    const preview = await pictures.encodePreview(pixels);
    await work.put(previewKey(build, area.shot.id), preview, { contentType: 'image/webp' });
  }
  return seen(pixels);
}
