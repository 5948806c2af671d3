/** What goes on with a failed job, in the API: repaired screenshots, and what the job was made of. */
import * as z from 'zod';
import { SHOTS_PER_JOB } from '../../lib/limits.ts';
import { JobId, MapId, SaveDataId, ScreenshotId, ShotName } from './field-schemas.ts';

/** Codes of failures that another picture in the place of the shot repairs. */
export const SHOT_FAILURES = ['missing', 'unreadable', 'wrong_size', 'wrong_checksum', 'one_colour'] as const;

/** Codes of jobs that end so again however often they go on: what was asked for is wrong, or the map has gone on. */
const FINAL_FAULTS: readonly string[] = [
  ...['outside_map', 'outside_capture', 'covers_capture', 'superseded'],
  // Of the save and the view that a game was to be captured with.
  ...['not_a_save', 'outside_world', 'too_many_areas', 'too_large'],
];

/** Codes of failures that are said of a start of a game: they hold for each of its areas alike. */
export const START_FAULTS: readonly string[] = ['save_refused', 'save_missing', 'game_missing'];
/** Another start meets the same save. */
const OF_THE_SAVE: readonly string[] = ['save_refused', 'save_missing'];

type Ended = { error: { code: string } | null; failures: readonly { code: string }[] };

/** Whether a failed job would end so again, however often it goes on. */
export const endsSoAgain = ({ error, failures }: Ended): boolean =>
  FINAL_FAULTS.includes(error?.code ?? '') || failures.some(({ code }) => OF_THE_SAVE.includes(code));

export const RedriveRequest = z.strictObject({
  /** The attempt that was seen failed: a repeat of the request begins no further one. */
  attempt: z.int().min(1),
  /** Repaired screenshots, uploaded like any other: each takes the place of the job's shot of that name. */
  shots: z
    .array(
      z.strictObject({
        name: ShotName,
        /** Where several shots of the job share the name. */
        row: z.int().min(0).max(9999).optional(),
        col: z.int().min(0).max(9999).optional(),
        screenshot_id: ScreenshotId,
      }),
    )
    .max(SHOTS_PER_JOB)
    .default([]),
  /** The state of the game as it is captured now; as it was, unless it is said. */
  save_data_id: SaveDataId.optional(),
});

/** What a job is made of. */
export const JobShots = z.object({
  job_id: JobId,
  attempt: z.int(),
  map: MapId,
  save_data_id: z.string(),
  /** Size of its captures in px; null until the first plan. */
  width: z.int().nullable(),
  height: z.int().nullable(),
  shots: z.array(
    z.object({
      name: z.string(),
      row: z.int(),
      col: z.int(),
      screenshot_id: ScreenshotId,
      sha256: z.string(),
      /** True when it is why the job failed. */
      failed: z.boolean(),
    }),
  ),
});

export type RedriveRequest = z.infer<typeof RedriveRequest>;
export type JobShots = z.infer<typeof JobShots>;
