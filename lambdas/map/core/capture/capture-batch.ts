import type { PictureCodec } from '../../ports/pictures.ts';
import type { Area, Batch, BatchResult, CaptureDone } from '../../workflow.ts';
import { runBatch } from '../batch.ts';
import type { CaptureDriver } from './driver.ts';
import { inspectCapture } from './inspect.ts';

/** Captures the areas one after the other with one start of the driver. */
export async function captureBatch(
  batch: Batch<Area>,
  { driver, pictures }: { driver: CaptureDriver; pictures: PictureCodec },
): Promise<BatchResult<CaptureDone>> {
  await driver.start(batch);
  try {
    return await runBatch(batch, async (area) => {
      await driver.goto(area);
      return { done: await inspectCapture(pictures, await driver.capture(), area) };
    });
  } finally {
    await driver.stop();
  }
}
