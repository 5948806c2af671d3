import type { GameArea, JobRef } from '../../workflow.ts';
import type { CaptureDriver } from './driver.ts';
import { GameFailure, hasEnded } from './game-failure.ts';

export type Camera = {
  /** The picture of an area. Several may be asked for at once; they are taken one after the other. */
  take(area: GameArea): Promise<Uint8Array>;
  /** Waits for what is being taken, and stops the driver if it was started. */
  putAway(): Promise<void>;
};

/**
 * A driver that is started when the first picture is asked for, and once more when it ended: a game that ended at the same area
 * again will do so each time, so that area is given up and the next one gets a new start.
 *
 * `take` throws what the driver throws; `game_ended` that may pass when not even a start succeeds.
 */
export function camera(driver: CaptureDriver<GameArea>, job: JobRef): Camera {
  let last: Promise<unknown> = Promise.resolve();
  let started: Promise<void> | undefined;

  const stop = async () => {
    const wasStarted = started;
    started = undefined;
    if (wasStarted) await driver.stop();
  };
  const shoot = async (area: GameArea) => {
    // A start that failed is not tried again: it would fail alike for every area.
    started ??= driver.start(job);
    await started;
    try {
      await driver.goto(area);
      return await driver.capture();
    } catch (error) {
      if (hasEnded(error)) await stop();
      throw error;
    }
  };
  const shootTwice = async (area: GameArea) => {
    try {
      return await shoot(area);
    } catch (error) {
      if (!hasEnded(error) || started) throw error;
    }
    try {
      return await shoot(area);
    } catch (error) {
      throw hasEnded(error) && !started ? GameFailure.endedAt(area.name, error) : error;
    }
  };
  return {
    take(area) {
      const taken = last.then(() => shootTwice(area));
      last = taken.catch(() => {});
      return taken;
    },
    async putAway() {
      await last;
      await stop();
    },
  };
}
