/**
 * What the map's HTTP API takes and answers. The same schemas validate requests and type the client. Names are snake_case,
 * as everywhere in the API; times are ISO 8601 in UTC.
 */
import * as z from 'zod';
import { FARTHEST_PIXEL, SHOT_BYTES, SHOT_TYPES, SHOTS_PER_JOB, TICKETS_PER_CALL } from '../../lib/limits.ts';

export const MapId = z.string().regex(/^[a-z0-9-]{1,60}$/);
export const BuildId = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/);
export const JobId = z.string().regex(/^job_[0-9A-HJKMNP-TV-Z]{26}$/);
export const ScreenshotId = z.string().regex(/^shot_[0-9a-f-]{36}$/);
const Coordinate = z.number().min(-FARTHEST_PIXEL).max(FARTHEST_PIXEL);
const Point = z.tuple([Coordinate, Coordinate]);
const Time = z.iso.datetime();

export const JobStatus = z.enum(['preparing', 'running', 'completed', 'failed', 'cancelled']);
export const JobStage = z.enum(['capturing', 'locating', 'tiling', 'verifying', 'publishing', 'cleaning']);
/** The four stages that work item by item. */
export const StageName = z.enum(['capture', 'coords', 'tile', 'cleanup']);
export const TileFormat = z.enum(['webp', 'webp-lossless', 'png']);

/** Path and query of the routes. */
export const MapPath = z.object({ map: MapId });
export const BuildPath = z.object({ map: MapId, build: BuildId });
export const JobPath = z.object({ job_id: JobId });
/** `next` of the page before. */
export const PageQuery = z.object({ next: z.string().max(1000).optional() });

export const CreateMapRequest = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .refine((name) => name.isWellFormed() && !/\p{Cc}/u.test(name), 'must be plain text without control characters'),
  attribution: z.string().trim().max(500).optional(),
});

export const TicketsRequest = z.strictObject({
  files: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(255),
        bytes: z.int().positive(),
        type: z.enum(SHOT_TYPES),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
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
  upload_url: z.url(),
  /** Send exactly these with the PUT: the signature binds them. */
  upload_headers: z.record(z.string(), z.string()),
});
export const TicketsAnswer = z.object({ tickets: z.array(Ticket), expires_in: z.int() });

export const JobShot = z.strictObject({
  screenshot_id: ScreenshotId,
  name: z.string().min(1).max(255),
  row: z.int().min(0).max(9999),
  col: z.int().min(0).max(9999),
  /** Where the top-left corner should be, in px of the plan; exact when the job says `exact`. */
  nominal: Point,
});

export const CreateJobRequest = z.strictObject({
  /** The map. */
  game_id: MapId,
  /** The state of the game that was captured; enters the build's hash. */
  save_data_id: z.string().min(1).max(200),
  shots: z.array(JobShot).min(1).max(SHOTS_PER_JOB),
  exact: z.boolean().default(false),
  format: TileFormat.default('webp'),
  quality: z.int().min(1).max(100).default(80),
  effort: z.int().min(0).max(6).default(2),
  keep_shots: z.boolean().default(true),
});

export const CreateJobAnswer = z.object({
  job_id: JobId,
  map: MapId,
  build: BuildId,
  status: JobStatus,
  execution_id: z.string(),
  /** True when the published build was made from exactly these inputs: nothing was started. */
  unchanged: z.boolean(),
});

export const StageCounts = z.object({
  name: StageName,
  total: z.int(),
  completed: z.int(),
  failed: z.int(),
});
export const Failure = z.object({ item: z.string(), stage: z.string(), code: z.string(), message: z.string() });

export const Job = z.object({
  job_id: JobId,
  map: MapId,
  map_name: z.string(),
  build: BuildId,
  status: JobStatus,
  stage: JobStage.nullable(),
  /** 0.0-100.0, one decimal. */
  progress: z.number(),
  total_tasks: z.int(),
  completed_tasks: z.int(),
  tiles_created: z.int(),
  created_at: Time,
  started_at: Time.nullable(),
  completed_at: Time.nullable(),
  updated_at: Time,
  stages: z.array(StageCounts),
  /** The first 100; `failure_count` has them all. */
  failures: z.array(Failure),
  failure_count: z.int(),
  /** Why the job failed as a whole. */
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** Path of the viewer, once published. */
  url: z.string().nullable(),
});
export const JobList = z.object({ jobs: z.array(Job), next: z.string().nullable() });

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
  /** When its tiles were removed, because newer builds took its place: it is history then. Absent while they are kept. */
  removed_at: Time.optional(),
});

export const MapSummary = z.object({
  map: MapId,
  name: z.string(),
  /** True when the caller owns it. */
  own: z.boolean(),
  visibility: z.enum(['public', 'private']),
  published_build: BuildId.nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  max_zoom: z.int().nullable(),
  tiles: z.int().nullable(),
  /** Of the published build: it decides the extension of the tile that pictures the map. Absent: webp. */
  format: TileFormat.nullable().optional(),
  attribution: z.string(),
  created_at: Time,
  updated_at: Time,
});
export const MapList = z.object({ maps: z.array(MapSummary), next: z.string().nullable() });
/** With its newest 50 builds, newest first. */
export const MapDetail = MapSummary.extend({ builds: z.array(Build) });

export const Shot = z.object({
  name: z.string(),
  row: z.int(),
  col: z.int(),
  nominal: Point,
  /** In map px: origin is the top-left of the map as published. */
  position: Point,
  confidence: z.number().min(0).max(1),
  reason: z.string(),
});
export const ShotsAnswer = z.object({
  map: MapId,
  build: BuildId,
  width: z.int(),
  height: z.int(),
  shots: z.array(Shot),
});

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
  /** Number of stored tiles. */
  tiles: z.int(),
  /** `z/x/y` of tiles that are one colour and not stored. */
  blank: z.array(z.string()),
  /** `z/x/y` -> `#rrggbbaa` of blank tiles that have a colour, so that a viewer can paint them; empty ones are not here. */
  colours: z.record(z.string(), z.string()).optional(),
  madeAt: Time,
  attribution: z.string(),
});

export const ErrorAnswer = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    /** One entry a field: `{field, message}`. */
    details: z.array(z.object({ field: z.string(), message: z.string() })),
    request_id: z.string(),
  }),
});

export type CreateMapRequest = z.infer<typeof CreateMapRequest>;
export type TicketsRequest = z.infer<typeof TicketsRequest>;
export type Ticket = z.infer<typeof Ticket>;
export type TicketsAnswer = z.infer<typeof TicketsAnswer>;
export type JobShot = z.infer<typeof JobShot>;
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
export type MapList = z.infer<typeof MapList>;
export type MapDetail = z.infer<typeof MapDetail>;
export type Shot = z.infer<typeof Shot>;
export type ShotsAnswer = z.infer<typeof ShotsAnswer>;
export type MapJson = z.infer<typeof MapJson>;
export type ErrorAnswer = z.infer<typeof ErrorAnswer>;
