import type { Area, JobRef } from '../../workflow.ts';

/**
 * What takes the screenshots. One start serves a whole batch of neighbouring areas, because starting a game or a browser
 * costs seconds; `stop` is called once after `start`, also when an area failed.
 */
export type CaptureDriver = {
  start(job: JobRef): Promise<void>;
  /** Brings the area into view. */
  goto(area: Area): Promise<void>;
  /** The picture of the area in view, as it is stored: PNG, JPEG or WebP. Throws a ShotFailure. */
  capture(): Promise<Uint8Array>;
  stop(): Promise<void>;
};
