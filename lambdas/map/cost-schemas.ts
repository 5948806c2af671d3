/** What a job costs, before and after: the same rows for both. */
import * as z from 'zod';
import { GRID_STEP, SHOT_BYTES, SHOTS_PER_JOB, TILE_SIZE, WORLD_TILES } from '../../lib/limits.ts';
import { JobId } from './field-schemas.ts';
import { JobStatus, TileFormat } from './schemas.ts';

const Pixels = z.int().min(1).max(8192);

export const EstimateRequest = z
  .strictObject({
    shots: z.int().min(1).max(SHOTS_PER_JOB),
    columns: z.int().min(1).max(SHOTS_PER_JOB).optional().describe('Of the grid; left out: as square as it can be'),
    width: Pixels.describe('Of a shot, px'),
    height: Pixels.describe('Of a shot, px'),
    step: z
      .tuple([z.int().min(1).max(8192), z.int().min(1).max(8192)])
      .default([GRID_STEP, GRID_STEP])
      .describe('From a shot to the next, across and down, px'),
    bytes: z
      .int()
      .min(0)
      .max(SHOTS_PER_JOB * SHOT_BYTES)
      .optional()
      .describe('Of all shots together; left out: what is stored of them is not told'),
    exact: z.boolean().default(false),
    format: TileFormat.default('webp'),
    effort: z.int().min(0).max(6).default(2),
    keep_shots: z.boolean().default(true),
    changed: z
      .int()
      .min(0)
      .max(SHOTS_PER_JOB)
      .optional()
      .describe('Shots that are other ones than in the published build; left out: everything is made anew'),
  })
  .superRefine(({ shots, columns = Math.ceil(Math.sqrt(shots)), width, height, step, changed = 0 }, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (changed > shots) refuse('changed', `At most as many as there are shots: ${shots}.`);
    const across = Math.min(columns, shots);
    const tiles = (count: number, each: number, size: number) => Math.ceil(((count - 1) * each + size) / TILE_SIZE);
    const world = tiles(across, step[0], width) * tiles(Math.ceil(shots / across), step[1], height);
    if (world > WORLD_TILES)
      refuse('step', `The map would have ${world} tiles, at most ${WORLD_TILES}; no job makes it.`);
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
