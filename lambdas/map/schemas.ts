/**
 * What the map's HTTP API takes and answers. The same schemas validate requests, type the client and describe the API
 * (docs/api/openapi.json). Names are snake_case, as everywhere in the API; times are ISO 8601 in UTC.
 */
import * as z from 'zod';
import {
  BUILDS_SHOWN,
  SHOT_ANSWER_BYTES,
  SHOT_BYTES,
  SHOT_TYPES,
  SHOTS_ANSWER_BYTES,
  SHOTS_PER_JOB,
  TICKETS_PER_CALL,
} from '../../lib/limits.ts';
import { Next, named, plain, Time } from '../kernel/field-schemas.ts';
import { CaptureRequest, GameName, refuseBothOrNone } from './capture-schemas.ts';
import { Boxes, BuildId, JobId, MapId, SaveDataId, ScreenshotId, ShotName } from './field-schemas.ts';
import { JobShot, namesFit } from './job-shot-schemas.ts';

export const JobStatus = z.enum(['preparing', 'running', 'completed', 'failed', 'cancelled']);
export const JobStage = z.enum(['capturing', 'locating', 'tiling', 'verifying', 'publishing', 'cleaning']);
export const StageName = z
  .enum(['capture', 'coords', 'tile', 'cleanup'])
  .describe('The four stages that work item by item');
export const TileFormat = z.enum(['webp', 'webp-lossless', 'png']);

export const Visibility = z.enum(['public', 'private']).describe('`private`: its owner alone sees it');

/** Path and query of the routes. */
export const MapPath = z.object({ map: MapId });
export const BuildPath = z.object({ map: MapId, build: BuildId });
export const JobPath = z.object({ job_id: JobId });

export const CreateMapRequest = z.strictObject({
  name: named(z.string().trim().min(1, { abort: true }).max(80)).describe(
    'The same name of the same owner is the same map',
  ),
  attribution: plain(z.string().trim().max(500))
    .optional()
    .describe('Whose pictures these are; replaces the one before'),
  visibility: Visibility.optional().describe(
    'Chosen when the map is made (public unless it is said), and never changed: another than it has is 409',
  ),
});

export const TicketsRequest = z.strictObject({
  files: z
    .array(
      z.strictObject({
        name: ShotName,
        bytes: z.int().min(1).describe(`Exact size; above ${SHOT_BYTES} bytes the answer is 413`),
        type: z.enum(SHOT_TYPES),
        sha256: z
          .string()
          .regex(/^[0-9a-f]{64}$/, 'Give the SHA-256 of the file as 64 hexadecimal digits in lower case.')
          .describe('Of the content, in hexadecimal'),
      }),
    )
    .min(1)
    .max(TICKETS_PER_CALL),
});
/** Checked apart from the schema, because it answers 413 and not 422. */
export const MAX_FILE_BYTES = SHOT_BYTES;

export const Ticket = z.object({
  name: z.string(),
  screenshot_id: ScreenshotId,
  upload_url: z.url().describe('PUT the file here, without an Authorization header'),
  upload_headers: z
    .record(z.string(), z.string())
    .describe('Send exactly these with the PUT: the signature binds them'),
});
export const TicketsAnswer = z.object({
  tickets: z.array(Ticket),
  expires_in: z.int().describe('Seconds until the upload URLs expire'),
});

/** A job that is made of screenshots which were uploaded. */
export const ShotsRequest = z.strictObject({
  game_id: MapId.describe('The map'),
  save_data_id: SaveDataId.describe('The state of the game that was captured'),
  shots: z
    .array(JobShot)
    .min(1)
    .max(SHOTS_PER_JOB)
    .refine(
      (shots) => namesFit(shots.map(({ name }) => name)),
      `The names are too long together: an answer about all shots, ${SHOT_ANSWER_BYTES} bytes and the name of each, must stay below ${SHOTS_ANSWER_BYTES} bytes. Shorten the names, or make several maps.`,
    ),
  exact: z.boolean().default(false).describe('The nominal positions are right: do not estimate'),
  boxes: Boxes.optional().describe('Interface on every shot; [] for none. Left out: it is looked for'),
  format: TileFormat.default('webp'),
  quality: z.int().min(1).max(100).default(80).describe('Of lossy WebP'),
  effort: z.int().min(0).max(6).default(2).describe('Of the encoder: more is smaller and slower'),
  keep_shots: z.boolean().default(true).describe('false: the screenshots go when the map is published'),
  full: z.boolean().default(false).describe('Make all anew; else what the published build has as well is taken over'),
});

/** Either uploaded `shots`, or `capture`: then a game is started, and takes them. */
export const CreateJobRequest = ShotsRequest.extend({
  shots: ShotsRequest.shape.shots.optional().describe('Uploaded screenshots; leave it out with `capture`'),
  capture: CaptureRequest.optional(),
}).superRefine(refuseBothOrNone);

export const CreateJobAnswer = z.object({
  job_id: JobId,
  map: MapId,
  build: BuildId,
  status: JobStatus,
  execution_id: z.string(),
  unchanged: z.boolean().describe('The published build was made from exactly these inputs: nothing was started'),
  base: BuildId.nullable().describe(
    'The build that its job takes over from what is the same; null: it makes everything anew, as `full` asks for or because nothing was published. A job of these inputs that runs already is answered whichever of both was asked for',
  ),
});

export const StageCounts = z.object({
  name: StageName,
  total: z.int(),
  completed: z.int(),
  failed: z.int(),
  as_before: z
    .int()
    .describe('Of `completed`: known from an attempt before, or taken over from the build that the map showed'),
});
export const Failure = z.object({ item: z.string(), stage: z.string(), code: z.string(), message: z.string() });

export const Job = z.object({
  job_id: JobId,
  map: MapId,
  map_name: z.string(),
  build: BuildId,
  attempt: z.int().describe('1, and one more with each redrive'),
  game: GameName.optional().describe('It takes the shots itself; absent: they were uploaded'),
  status: JobStatus,
  stage: JobStage.nullable(),
  progress: z.number().describe('0.0-100.0, one decimal; 100 only when completed'),
  total_tasks: z.int().describe('Areas and tiles over all stages, counted by the plan; 0 while preparing'),
  completed_tasks: z.int(),
  tiles_created: z.int().describe('Tiles that were encoded'),
  tiles_copied: z.int().describe('Tiles that are the same as in the build that the map showed, copied from there'),
  created_at: Time,
  started_at: Time.nullable(),
  completed_at: Time.nullable(),
  updated_at: Time,
  stages: z.array(StageCounts),
  failures: z.array(Failure).describe('The first 100; `failure_count` counts them all'),
  failure_count: z.int(),
  error: z.object({ code: z.string(), message: z.string() }).nullable().describe('Why the job failed as a whole'),
  url: z.string().nullable().describe('Path of the viewer, once published'),
});
export const JobList = z.object({ jobs: z.array(Job), next: Next });

export const Build = z.object({
  build: BuildId,
  job_id: JobId,
  status: JobStatus,
  published: z.boolean(),
  created_at: Time,
  completed_at: Time.nullable(),
  shots: z.int(),
  tiles: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  format: TileFormat,
  base: BuildId.optional().describe(
    'The build that it took over from what is the same; absent: everything was made anew',
  ),
  /** When its tiles were removed, because newer builds took its place: it is history then. Absent while they are kept. */
  removed_at: Time.optional(),
});

export const MapSummary = z.object({
  map: MapId,
  name: z.string(),
  own: z.boolean().describe('The caller owns it'),
  visibility: Visibility,
  published_build: BuildId.nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  max_zoom: z.int().nullable(),
  tiles: z.int().nullable(),
  format: TileFormat.nullable().optional().describe('Of the published build; absent: webp'),
  attribution: z.string(),
  created_at: Time,
  updated_at: Time,
});
export const MapCard = MapSummary.extend({
  picture_url: z
    .string()
    .nullable()
    .optional()
    .describe(
      'Path of the tile that shows the whole published build; of a private map signed for a while. There is no tile where all is one colour. null or absent: nothing is published, or nothing can be signed just now',
    ),
});
export const MapList = z.object({ maps: z.array(MapCard), next: Next });
export const MapSession = z.object({
  expires_in: z.int().describe('Seconds that the cookies of this answer are good for; ask again before'),
});
export const MapDetail = MapSummary.extend({ builds: z.array(Build).describe(`Newest first, up to ${BUILDS_SHOWN}`) });

/** `tiles/{map}/map.json`, written by Publish, read by the viewer and by `map export` (docs: cli). */
export const MapJson = z.object({
  name: z.string(),
  build: BuildId,
  previous: BuildId.nullable(),
  width: z.int(),
  height: z.int(),
  tileSize: z.int(),
  minZoom: z.int(),
  maxZoom: z.int(),
  format: TileFormat,
  tiles: z.int().describe('Number of stored tiles'),
  blank: z.array(z.string()).describe('`z/x/y` of tiles that are one colour and not stored'),
  /** `z/x/y` -> `#rrggbbaa` of blank tiles that have a colour, so that a viewer can paint them; empty ones are not here. */
  colours: z.record(z.string(), z.string()).optional(),
  madeAt: Time,
  attribution: z.string(),
});

export type CreateMapRequest = z.infer<typeof CreateMapRequest>;
export type TicketsRequest = z.infer<typeof TicketsRequest>;
export type Ticket = z.infer<typeof Ticket>;
export type TicketsAnswer = z.infer<typeof TicketsAnswer>;
export type ShotsRequest = z.infer<typeof ShotsRequest>;
export type CreateJobRequest = z.infer<typeof CreateJobRequest>;
export type CreateJobAnswer = z.infer<typeof CreateJobAnswer>;
export type Failure = z.infer<typeof Failure>;
export type Job = z.infer<typeof Job>;
export type JobStatus = z.infer<typeof JobStatus>;
export type JobStage = z.infer<typeof JobStage>;
export type StageName = z.infer<typeof StageName>;
export type TileFormat = z.infer<typeof TileFormat>;
export type JobList = z.infer<typeof JobList>;
export type Build = z.infer<typeof Build>;
export type MapSummary = z.infer<typeof MapSummary>;
export type MapCard = z.infer<typeof MapCard>;
export type MapList = z.infer<typeof MapList>;
export type MapDetail = z.infer<typeof MapDetail>;
export type MapJson = z.infer<typeof MapJson>;
