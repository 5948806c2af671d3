import type { Area, GameArea, JobRef } from '../../workflow.ts';

/**
 * What takes the screenshots. One start serves a whole batch of neighbouring areas, because starting a game or a browser
 * costs seconds; `stop` is called once after each `start`, also when that or an area failed.
 */
export type CaptureDriver<Place extends GameArea = Area> = {
  start(job: JobRef): Promise<void>;
  /** Brings the area into view. */
  goto(area: Place): Promise<void>;
  /** The picture of the area in view, as it is stored: PNG, JPEG or WebP. Throws a ShotFailure or a GameFailure. */
  capture(): Promise<Uint8Array>;
  stop(): Promise<void>;
};
