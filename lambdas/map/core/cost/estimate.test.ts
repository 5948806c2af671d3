import { describe, expect, it } from 'vitest';
import { inBatches } from '../../../kernel/pool.ts';
import { EstimateRequest } from '../../cost-schemas.ts';
import { batchItems } from '../batch-items.ts';
import { planBlocks } from '../tiling/blocks.ts';
import { countTiles } from '../tiling/pyramid.ts';
import type { Changed } from './changes.ts';
import { ACCOUNT, secondsOf } from './durations.ts';
import { estimate } from './estimate.ts';
import { jobShape } from './job-shape.ts';
import { gridLayout } from './layout.ts';
import { PRICES } from './prices.ts';

/** Any will do: what is compared here has the same. */
const parallelism = { capture: 100, captureGame: 50, coords: 100, tile: 100, cleanup: 100 };
const of = (more: object) => estimate(EstimateRequest.parse({ width: 1280, height: 1024, ...more }), parallelism);
/** In base64: an unpacked save of OpenTTD of a world of so many tiles. */
const saveOf = (...sides: [number, number]) => {
  const bytes = sides.flatMap((side) => [0, 0, side >> 8, side & 255]);
  return btoa(String.fromCharCode(...Buffer.from('OTTN\x01\x2e\0\0MAPS\0\0\0\x08', 'latin1'), ...bytes, 0, 0, 0, 0));
};
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
      const layout = gridLayout({ shots: 10_000, width: 1280, height: 1024 });
      const shape = jobShape({ layout, exact: false, changed }, parallelism);
      const encoding = { format: 'webp', effort: 0 } as const;
      // What is waited for is another matter: see below.
      const alone = { place: { ...ACCOUNT, request: 0 }, parallelism: { ...parallelism, tile: 1 } };
      const seconds = secondsOf(shape, encoding, alone);
      const { copied: _, ...tiles } = shape.tiles;
      const full = secondsOf({ ...shape, tiles: { ...tiles, copied: 0, copied_above: 0 } }, encoding, alone);
      for (const [name, each] of Object.entries(seconds)) {
        expect(each, name).toBeGreaterThanOrEqual(0);
        expect(each, name).toBeLessThanOrEqual(full[name as keyof typeof full]);
      }
      if (changed === 10_000) expect(shape.tiles).toMatchObject({ copied: 0, copied_above: 0 });
      // Nothing is decoded for the levels above where all of them are copied.
      if (changed === 0) expect(shape.tiles.copied_above).toBe(shape.tiles.above);
    },
  );

  it('of few changed shots waits for the copies, of which S3 takes 3,500 a second from all workers together', () => {
    const layout = gridLayout({ shots: 10_000, width: 1280, height: 1024 });
    const shape = jobShape({ layout, exact: false, changed: 1 }, parallelism);
    const place = { ...ACCOUNT, request: 0 };
    const { tile } = secondsOf(shape, { format: 'webp', effort: 0 }, { place, parallelism });
    const seconds = tile / Math.min(shape.batches.tile, parallelism.tile);
    expect(seconds).toBeGreaterThan((shape.tiles.copied - shape.tiles.copied_above) / 3500);
  });
});

describe('of a game', () => {
  const capture = { game: 'openttd' as const, start: saveOf(256, 256) };
  const ofGame = (more: object = {}, options: object = {}) =>
    estimate(EstimateRequest.parse({ capture: { ...capture, ...more }, ...options }), parallelism);

  it('takes the captures that the job itself would plan, of the whole world or of a part of it', () => {
    // What grid.test.ts counts of a world of 256 x 256 tiles.
    expect(ofGame().shots).toBe(125);
    expect(ofGame({ from: [5000, 3000], columns: 4, rows: 3 })).toMatchObject({ shots: 12 });
    expect(ofGame({ size: [640, 512] }).shots).toBeGreaterThan(3 * 125);
  });

  it('uploads a save, and the game stores the captures', () => {
    const view = { start: saveOf(512, 512), from: [14_040, 5050], columns: 8, rows: 6 };
    const [taken, sent] = [ofGame(view), of({ shots: 48, columns: 8, step: [1000, 750] })];
    expect(count(taken, 's3_uploads')).toBe(1);
    expect(count(taken, 's3_writes')).toBeGreaterThanOrEqual(count(sent, 's3_writes') + 48);
    // A row is written once, when the shot is there, and not kept from going afterwards.
    expect(count(taken, 'dynamodb_writes')).toBeLessThan(count(sent, 'dynamodb_writes'));
    expect(taken.tiles).toBe(sent.tiles);
    // A start of the game costs as much as seven captures.
    expect(count(taken, 'lambda_game')).toBeGreaterThan(count(sent, 'lambda_capture'));
    expect([count(taken, 'lambda_capture'), count(sent, 'lambda_game')]).toEqual([0, 0]);
    expect(taken.monthly.find(({ what }) => what === 'stored_shots')?.count).toBeGreaterThan(0);
  });

  it('says in the words of the job what is no save, and what no job could have', () => {
    const refusal = (more: object) => () => ofGame(more);
    expect(refusal({ start: btoa('GIF89a') })).toThrow(expect.objectContaining({ code: 'not_a_save', status: 422 }));
    expect(refusal({ from: [90_000, 0] })).toThrow(expect.objectContaining({ code: 'outside_world' }));
    expect(refusal({ start: saveOf(4096, 4096) })).toThrow(expect.objectContaining({ code: 'too_many_areas' }));
  });

  it('is asked without what is said of pictures', () => {
    const { error } = EstimateRequest.safeParse({ capture, shots: 3, exact: true });
    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(['shots', 'exact']);
    const step = EstimateRequest.safeParse({ capture: { ...capture, step: [1270, 1000] } });
    expect(step.error?.issues.map(({ path }) => path.join('.'))).toEqual(['capture.step']);
  });
});

it('says what is missing of pictures', () => {
  const { error } = EstimateRequest.safeParse({ shots: 3 });
  expect(error?.issues.map(({ path }) => path[0])).toEqual(['width', 'height']);
});

it.each([
  ['changed', { shots: 10, changed: 11 }],
  ['changed', { shots: 10, changed: [10] }],
  ['step', { shots: 10_000, columns: 1, height: 8192, step: [1, 8192] as [number, number], width: 8192 }],
  ['bytes', { shots: 10, bytes: Number.MAX_SAFE_INTEGER }],
])('%s that no job could have is refused', (field, more) => {
  const { error } = EstimateRequest.safeParse({ width: 1280, height: 1024, ...more });
  expect(error?.issues.map(({ path }) => path[0])).toEqual([field]);
});

describe('the shape of a job', () => {
  const of = (more: { shots?: number; columns?: number; changed?: Changed } = {}) => {
    const { changed, ...grid } = { shots: 96, columns: 12, ...more };
    const layout = gridLayout({ ...grid, width: 1280, height: 1024, step: [1000, 750] });
    return jobShape({ layout, exact: false, changed }, parallelism);
  };

  it('has the tiles and the reads that the planning of blocks itself finds', () => {
    const shape = of();
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
    const batches = inBatches(blocks, batchItems('tile', blocks.length, parallelism.tile));
    expect(shape.batches.tile).toBe(batches.length);
    const reads = batches.map((batch) => new Set(batch.flatMap((block) => block.shots.map(({ id }) => id))).size);
    expect(shape.reads.tile).toBe(reads.reduce((sum, each) => sum + each, 0));
  });

  it('counts no tiles where the last row has no shots', () => {
    expect(of({ shots: 85 }).tiles.all).toBeLessThan(of().tiles.all);
  });

  it('is worked out for one shot, too', () => {
    const shape = of({ shots: 1, columns: 1 });
    expect(shape).toMatchObject({ blocks: 1, compared: 0, batches: { capture: 1, coords: 0, tile: 1, cleanup: 1 } });
  });

  it('compares again what lies beside a shot that is new, and decodes what shows around it', () => {
    // In the middle: itself with two, and the one left of it and the one above with it.
    const inside = of({ changed: [4 * 12 + 5] });
    expect(inside).toMatchObject({ captured: 1, compared: 3 });
    expect(inside.reads).toMatchObject({ coords: 5, sample: 0 });
    const [apart, together] = [of({ changed: [12, 30, 50, 70, 90] }), of({ changed: [52, 53, 54, 64, 65] })];
    expect(together.reads.tile).toBeLessThan(apart.reads.tile);
    expect(together.tiles.copied).toBeGreaterThan(apart.tiles.copied);
  });

  it('asks every pair anew where more than a fifth is new: nothing that the build before learnt holds then', () => {
    const [few, many] = [of({ changed: 19 }), of({ changed: 20 })];
    expect(few).toMatchObject({ keepsPairs: true, reads: { sample: 0 } });
    expect(many).toMatchObject({ keepsPairs: false, compared: of().compared, reads: { sample: of().reads.sample } });
    expect(many.captured).toBe(20);
  });

  it('copies every tile when nothing changed', () => {
    const { tiles, captured, compared } = of({ changed: 0 });
    expect({ captured, compared, copied: tiles.copied }).toEqual({ captured: 0, compared: 0, copied: tiles.all });
  });
});
