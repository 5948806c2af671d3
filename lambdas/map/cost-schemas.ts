/** What a job costs, before and after: the same rows for both. */
import * as z from 'zod';
import { GRID_STEP, SHOT_BYTES, SHOTS_PER_JOB, TILE_SIZE, WORLD_TILES } from '../../lib/limits.ts';
import { CaptureRequest, faultOfStep, SAVE_START_BYTES } from './capture-schemas.ts';
import { JobId } from './field-schemas.ts';
import { JobStatus, TileFormat } from './schemas.ts';

const Pixels = z.int().min(1).max(8192);
const Place = z
  .int()
  .min(0)
  .max(SHOTS_PER_JOB - 1);

/** Part of the world of a save, as the job's own request says it (capture-schemas.ts). */
const GameView = CaptureRequest.omit({ driver: true, save: true }).extend({
  start: z
    .base64()
    .max(4 * Math.ceil(SAVE_START_BYTES / 3))
    .describe(
      `The first ${SAVE_START_BYTES} bytes of the save (all where it has fewer), in base64: how large its world is`,
    ),
});

const Plan = z.strictObject({
  shots: z
    .int()
    .min(1)
    .max(SHOTS_PER_JOB)
    .optional()
    .describe('With `width` and `height`; or `capture` in their place'),
  columns: z.int().min(1).max(SHOTS_PER_JOB).optional().describe('Of the grid; left out: as square as it can be'),
  width: Pixels.optional().describe('Of a shot, px'),
  height: Pixels.optional().describe('Of a shot, px'),
  step: z
    .tuple([z.int().min(1).max(8192), z.int().min(1).max(8192)])
    .optional()
    .describe(`From a shot to the next, across and down, px; left out: ${GRID_STEP} x ${GRID_STEP}`),
  bytes: z
    .int()
    .min(0)
    .max(SHOTS_PER_JOB * SHOT_BYTES)
    .optional()
    .describe('Of all shots together; left out: what is stored of them is not told'),
  exact: z.boolean().default(false),
  capture: GameView.optional().describe('A game takes the shots, of the whole world of its save or of a part of it'),
  format: TileFormat.default('webp'),
  effort: z.int().min(0).max(6).default(2),
  keep_shots: z.boolean().default(true),
  changed: z
    .union([z.int().min(0).max(SHOTS_PER_JOB), z.array(Place).max(SHOTS_PER_JOB)])
    .optional()
    .describe(
      'Shots that are other ones than in the published build: how many (taken to lie spread out), or which, counted row by row from 0; left out: everything is made anew',
    ),
});

/** What is said of pictures that are there, and not of those that a game takes. */
const OF_PICTURES = ['shots', 'columns', 'width', 'height', 'step', 'bytes', 'exact'] as const;

export const EstimateRequest = Plan.superRefine((plan, context) => {
  const refuse = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
  const { capture, changed = 0 } = plan;
  const fault = capture && faultOfStep(capture);
  if (fault) refuse(['capture', 'step'], fault);
  if (capture) {
    const told = OF_PICTURES.filter((name) => plan[name] !== undefined && plan[name] !== false);
    for (const name of told) refuse([name], 'A game takes the shots; leave it out.');
    return;
  }
  const { shots, width, height } = plan;
  const missing = (['shots', 'width', 'height'] as const).filter((name) => plan[name] === undefined);
  for (const name of missing) refuse([name], 'It is missing; give `shots`, `width` and `height`, or `capture`.');
  if (shots === undefined || width === undefined || height === undefined) return;
  const most = typeof changed === 'number' ? changed : Math.max(changed.length, ...changed.map((place) => place + 1));
  if (most > shots) refuse(['changed'], `At most as many as there are shots: ${shots}.`);
  const { columns = Math.ceil(Math.sqrt(shots)), step = [GRID_STEP, GRID_STEP] } = plan;
  const across = Math.min(columns, shots);
  const tiles = (count: number, each: number, size: number) => Math.ceil(((count - 1) * each + size) / TILE_SIZE);
  const world = tiles(across, step[0], width) * tiles(Math.ceil(shots / across), step[1], height);
  if (world > WORLD_TILES)
    refuse(['step'], `The map would have ${world} tiles, at most ${WORLD_TILES}; no job makes it.`);
});

export const CostRow = z.object({
  what: z.string().describe('What is charged for, by the names of docs/costs.md'),
  service: z.string(),
  unit: z.string(),
  count: z.number(),
  usd: z.number(),
});

const Table = {
  as_of: z.iso.date().describe('Day of the price list'),
  region: z.string().describe('Whose list prices these are; without taxes, free tiers and discounts'),
  rows: z.array(CostRow).describe('Charged once'),
  usd: z.number(),
  monthly: z.array(CostRow).describe('Charged each month, for as long as the build is kept'),
  monthly_usd: z.number(),
};

export const EstimateAnswer = z.object({
  ...Table,
  shots: z.int(),
  tiles: z.int().describe('Of all levels'),
  width: z.int().describe('Of the map, px'),
  height: z.int(),
  seconds: z.int().describe('How long the job will take, upload not counted'),
  one_task_per_tile_usd: z.number().describe('The plain design at the same prices, for comparison'),
});

export const JobCost = z.object({
  ...Table,
  job_id: JobId,
  status: JobStatus,
  attempts: z.int(),
  seconds: z.int().nullable().describe('From its start to its end; null while it runs'),
  unknown: z.int().describe('Invocations that died: counted, their time is not known'),
});

export type EstimateRequest = z.output<typeof EstimateRequest>;
export type EstimateAnswer = z.output<typeof EstimateAnswer>;
export type CostRow = z.output<typeof CostRow>;
export type JobCost = z.output<typeof JobCost>;
