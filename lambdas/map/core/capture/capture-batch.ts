import { previewKey } from '../../keys.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { PictureCodec } from '../../ports/pictures.ts';
import type { Area, Batch, BatchResult, CaptureDone } from '../../workflow.ts';
import { runBatch } from '../batch.ts';
import { cellsOf } from '../cells.ts';
import type { CaptureDriver } from './driver.ts';
import { inspectCapture } from './inspect.ts';

export type CaptureTools = { driver: CaptureDriver; pictures: PictureCodec; work: Pick<ObjectStore, 'put'> };

/** Captures the areas one after the other with one start of the driver; of those that will go a small copy is kept. */
export async function captureBatch(
  batch: Batch<Area>,
  { driver, pictures, work }: CaptureTools,
): Promise<BatchResult<CaptureDone>> {
  await driver.start(batch);
  try {
    return await runBatch(batch, async (area) => {
      await driver.goto(area);
      const pixels = await inspectCapture(pictures, await driver.capture(), area);
      if (area.preview) {
        const preview = await pictures.encodePreview(pixels);
        await work.put(previewKey(batch.build, area.shot.id), preview, { contentType: 'image/webp' });
      }
      return { done: { width: pixels.width, height: pixels.height, cells: cellsOf(pixels) } };
    });
  } finally {
    await driver.stop();
  }
}
