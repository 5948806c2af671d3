/**
 * What `--json` prints, a schema for each document. Scripts are built on these: a field may be added in a new version, none goes
 * or changes its meaning. docs/api/cli.schema.json is made from them (`npm run openapi`).
 */
import * as z from 'zod';
import { Time } from '../lambdas/kernel/field-schemas.ts';
import { EstimateAnswer, JobCost } from '../lambdas/map/cost-schemas.ts';
import { BuildId, MapId } from '../lambdas/map/field-schemas.ts';
import { RollbackAnswer } from '../lambdas/map/removal-schemas.ts';
import { Job, MapCard, MapDetail, MapJson } from '../lambdas/map/schemas.ts';
import { ShotsAnswer } from '../lambdas/map/shot-schemas.ts';
import { TileDetail } from '../lambdas/map/tile-schemas.ts';

export const JobDocument = Job.pick({
  job_id: true,
  map: true,
  build: true,
  status: true,
  progress: true,
  total_tasks: true,
  completed_tasks: true,
  tiles_created: true,
  tiles_copied: true,
  stages: true,
  failures: true,
  error: true,
})
  .extend({
    url: z.url().nullable().describe('Where the map is looked at, once published'),
    seconds: z.number().min(0).describe("From the job's creation to its end, or to its last change"),
  })
  .describe('`map create`, `map status`, `map redrive`, `map correct` and `map cancel`: a job');

export const MapsDocument = z.object({ maps: z.array(MapCard) }).describe('`map list`: every map you may see');

export const MapDocument = MapDetail.describe('`map show`: a map with its newest 50 builds');

export const EstimateDocument = EstimateAnswer.describe('`map estimate`: what a map of a folder would cost');

export const CostDocument = JobCost.describe('`map cost`: what a job has cost');

export const ShotsDocument = ShotsAnswer.describe('`map shots`: where every shot of a build lies, in map px');

export const TileDocument = TileDetail.describe('`map tile`: where a tile of a build comes from');

export const RollbackDocument = RollbackAnswer.extend({
  url: z.url().describe('Where the map is looked at'),
}).describe('`map rollback`: what is shown now');

export const DeletionDocument = z
  .object({
    map: MapId,
    name: z.string(),
    status: z.literal('deleted'),
    objects: z.int().nullable().describe('How many went; null when the deletion died once and was begun again'),
    rows: z.int().nullable().describe('As `objects`'),
  })
  .describe('`map delete`: what went');

export const ExportDocument = z
  .object({
    map: MapId,
    build: BuildId,
    directory: z.string().describe('As it was given'),
    tiles: z.int(),
    bytes: z.int().describe('Of all tiles'),
  })
  .describe('`map export`: what was written');

export const LoginDocument = z
  .object({
    url: z.url().describe('The platform, without a path'),
    issuer: z.url(),
    expires_at: Time,
    access_token: z.string().optional().describe('With `--print`'),
  })
  .describe('`login`: until when the token is good');

export const LogoutDocument = z
  .object({
    url: z.url().describe('The platform, without a path'),
    forgotten: z.boolean().describe('There was a login to forget'),
  })
  .describe('`logout`: whether a login was kept');

/** A file and no document of `--json`, but as much a promise. */
export const MapJsonDocument = MapJson.describe('`map.json` of an export');

export type JobDocument = z.infer<typeof JobDocument>;
