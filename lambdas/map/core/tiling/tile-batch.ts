import { inParallel } from '../../../kernel/pool.ts';
import { blockReportKey, blockTopKey } from '../../keys.ts';
import type { BatchResult, Block, BlockReport, TileBatch, TileDone } from '../../workflow.ts';
import { runBatch } from '../batch.ts';
import { decodeShot } from '../decode-shot.ts';
import { ShotFailure } from '../shot-failure.ts';
import { blockInputs } from './block-inputs.ts';
import { giveBack } from './bytes.ts';
import { type Canvas, cutTile, discardCanvas } from './canvas.ts';
import { halve } from './halve.ts';
import { paintBlocks } from './paint.ts';
import { blockLevels, countBlockTiles, gridBelow } from './pyramid.ts';
import { newReport, storeReport, storeTile, type TilerPorts } from './store-tile.ts';

/** Tiles encoded or stored at once: while one is on its way to S3 the others use the core. */
const TILES_AT_ONCE = 4;

/** Makes the tiles of a batch of neighbouring blocks: native zoom, and the levels that a block makes from memory. */
export async function tileBatch(batch: TileBatch, ports: TilerPorts): Promise<BatchResult<TileDone>> {
  const levels = blockLevels(batch.settings.max_zoom);
  const made = new Map<string, BlockReport | { error: unknown }>();
  await paintBlocks({
    blocks: batch.items,
    side: 2 ** levels,
    world: batch.settings,
    read: async ({ id, key }) => {
      const bytes = await ports.work.get(key);
      if (!bytes) throw new ShotFailure('missing', { id, name: id }, 'The screenshot is no longer in the bucket.');
      return decodeShot(ports.pictures, bytes, { id, name: id });
    },
    painted: async (block, canvas) => {
      const making = 'error' in canvas ? Promise.reject(canvas.error) : makeTiles(batch, block, canvas, ports);
      made.set(block.id, await making.catch((error: unknown) => ({ error })));
    },
  });
  const work = async (block: Block) => {
    const report = made.get(block.id)!;
    if ('error' in report) throw report.error;
    const key = blockReportKey(batch.build, block.id);
    await storeReport(ports.work, key, report);
    return { done: { report: key }, tilesCreated: report.stored.length };
  };
  return runBatch(batch, work, {
    atOnce: TILES_AT_ONCE,
    tasksOf: (block) => countBlockTiles(block, batch.settings.max_zoom),
  });
}

async function makeTiles(batch: TileBatch, block: Block, native: Canvas, ports: TilerPorts): Promise<BlockReport> {
  const { settings } = batch;
  const levels = blockLevels(settings.max_zoom);
  const report = newReport(block.id, blockInputs(block, settings));
  let canvas = native;
  for (let below = 0; below <= levels; below++) {
    if (below > 0) {
      const larger = canvas;
      canvas = halve(larger);
      if (below > 1) discardCanvas(larger);
    }
    const { columns, rows } = gridBelow(block, below);
    const places = Array.from({ length: columns * rows }, (_, i) => [i % columns, Math.floor(i / columns)] as const);
    await inParallel(places, TILES_AT_ONCE, async ([column, row]) => {
      const tile = {
        z: settings.max_zoom - below,
        x: (block.tile_x >> below) + column,
        y: (block.tile_y >> below) + row,
      };
      const cut = cutTile(canvas, column, row);
      await storeTile(ports, batch, settings, report, tile, cut);
      if (cut.kind === 'picture') giveBack(cut.pixels.data);
    });
  }
  const top = cutTile(canvas, 0, 0);
  if (top.kind === 'picture') {
    report.top = blockTopKey(batch.build, block.id);
    await ports.work.put(report.top, await ports.pictures.encodeLossless(top.pixels), { contentType: 'image/png' });
    giveBack(top.pixels.data);
  }
  if (canvas !== native) discardCanvas(canvas);
  return report;
}
