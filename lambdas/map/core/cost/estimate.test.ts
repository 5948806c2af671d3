import { describe, expect, it } from 'vitest';
import { EstimateRequest } from '../../cost-schemas.ts';
import { planBlocks } from '../tiling/blocks.ts';
import { countTiles } from '../tiling/pyramid.ts';
import { ACCOUNT, secondsOf } from './durations.ts';
import { estimate } from './estimate.ts';
import { jobShape } from './job-shape.ts';
import { PRICES } from './prices.ts';

/** Any will do: what is compared here has the same. */
const parallelism = { capture: 100, coords: 100, tile: 100, cleanup: 100 };
const of = (more: object) => estimate(EstimateRequest.parse({ width: 1280, height: 1024, ...more }), parallelism);
const count = (answer: ReturnType<typeof of>, name: string) =>
  answer.rows.find(({ what }) => what === name)?.count ?? 0;

describe('an estimate', () => {
  it('is counts times prices, and their sum', () => {
    const { rows, usd } = of({ shots: 100 });
    for (const { what, count, usd } of rows)
      expect(usd).toBeCloseTo(count * PRICES[what as keyof typeof PRICES].usd, 12);
    expect(usd).toBeCloseTo(
      rows.reduce((sum, row) => sum + row.usd, 0),
      12,
    );
  });

  it('of 10,000 shots is a fifth of one task a tile at most', () => {
    const { usd, one_task_per_tile_usd } = of({ shots: 10_000 });
    expect(usd / one_task_per_tile_usd).toBeLessThan(0.2);
  });

  it('of positions that are right compares nothing', () => {
    const [compared, exact] = [of({ shots: 400 }), of({ shots: 400, exact: true })];
    expect(count(compared, 'lambda_coords')).toBeGreaterThan(0);
    expect(count(exact, 'lambda_coords')).toBe(0);
    expect(count(exact, 'states_transitions')).toBeLessThan(count(compared, 'states_transitions'));
  });

  it('of a few changed shots uploads, checks and cuts less, and writes as many tiles: a copy is a write', () => {
    const [full, part] = [of({ shots: 400 }), of({ shots: 400, changed: 5 })];
    for (const name of ['s3_uploads', 'lambda_capture', 'lambda_coords', 'lambda_tile']) {
      expect(count(part, name)).toBeLessThan(0.7 * count(full, name));
    }
    expect(count(part, 's3_writes')).toBeGreaterThan(0.95 * count(full, 's3_writes'));
  });

  it.each([0, 1, 5, 10_000])(
    'of %d changed shots of 10,000 works no less than nothing, and no more than a new map',
    (changed) => {
      const shape = jobShape({ shots: 10_000, width: 1280, height: 1024, step: [1024, 1024], exact: false, changed });
      const encoding = { format: 'webp', effort: 0 } as const;
      const seconds = secondsOf(shape, 1280 * 1024, encoding, ACCOUNT);
      const { copied: _, ...tiles } = shape.tiles;
      const full = secondsOf(
        { ...shape, tiles: { ...tiles, copied: 0, copied_above: 0 } },
        1280 * 1024,
        encoding,
        ACCOUNT,
      );
      for (const [name, each] of Object.entries(seconds)) {
        expect(each, name).toBeGreaterThanOrEqual(0);
        expect(each, name).toBeLessThanOrEqual(full[name as keyof typeof full]);
      }
      if (changed === 10_000) expect(shape.tiles).toMatchObject({ copied: 0, copied_above: 0 });
      // Nothing is decoded for the levels above where all of them are copied.
      if (changed === 0) expect(shape.tiles.copied_above).toBe(shape.tiles.above);
    },
  );
});

it.each([
  ['changed', { shots: 10, changed: 11 }],
  ['step', { shots: 10_000, columns: 1, height: 8192, step: [1, 8192] as [number, number], width: 8192 }],
  ['bytes', { shots: 10, bytes: Number.MAX_SAFE_INTEGER }],
])('%s that no job could have is refused', (field, more) => {
  const { error } = EstimateRequest.safeParse({ width: 1280, height: 1024, ...more });
  expect(error?.issues.map(({ path }) => path[0])).toEqual([field]);
});

describe('the shape of a job', () => {
  const plan = { shots: 96, columns: 12, width: 1280, height: 1024, step: [1000, 750], exact: false } as const;

  it('has the tiles and the reads that the planning of blocks itself finds', () => {
    const shape = jobShape(plan);
    const shots = Array.from({ length: 96 }, (_, index) => {
      const [row, col] = [Math.floor(index / 12), index % 12];
      const id = String(index);
      const position: [number, number] = [col * 1000, row * 750];
      return {
        id,
        key: id,
        sha256: id,
        row,
        col,
        position,
        width: 1280,
        height: 1024,
        confidence: 1,
        reason: 'given' as const,
      };
    });
    const { blocks } = planBlocks({ ...shape.world, shots }, { format: 'webp', quality: 80, effort: 2 });
    expect(shape.blocks).toBe(blocks.length);
    expect(shape.tiles.all).toBe(countTiles(shape.world));
    const batches = [blocks.slice(0, 16), blocks.slice(16)];
    const reads = batches.map((batch) => new Set(batch.flatMap((block) => block.shots.map(({ id }) => id))).size);
    expect(shape.reads.tile).toBe(reads[0]! + reads[1]!);
  });

  it('counts no tiles where the last row has no shots', () => {
    expect(jobShape({ ...plan, shots: 85 }).tiles.all).toBeLessThan(jobShape(plan).tiles.all);
  });

  it('is worked out for one shot, too', () => {
    const shape = jobShape({ ...plan, shots: 1, columns: 1 });
    expect(shape).toMatchObject({ blocks: 1, compared: 0, batches: { capture: 1, coords: 0, tile: 1, cleanup: 1 } });
  });

  it('copies every tile when nothing changed', () => {
    const { tiles, captured, compared } = jobShape({ ...plan, changed: 0 });
    expect({ captured, compared, copied: tiles.copied }).toEqual({ captured: 0, compared: 0, copied: tiles.all });
  });
});
