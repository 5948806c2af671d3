import { allToEnd, inParallelToEnd } from '../../../kernel/pool.ts';
import { isTransient } from '../../../kernel/transient.ts';
import { blockReportKey, blockTopKey } from '../../keys.ts';
import type { BatchResult, Block, TileBatch, TileDone } from '../../workflow.ts';
import { runBatch } from '../batch.ts';
import { decodeShot } from '../decode-shot.ts';
import { ShotFailure } from '../shot-failure.ts';
import { type BegunBlock, beginBlocks, copyTops } from './begin-block.ts';
import { giveBack } from './bytes.ts';
import { type Canvas, cutTile, discardCanvas, pasteQuarter } from './canvas.ts';
import { halve } from './halve.ts';
import { paintBlocks, SQUARE_SIDE } from './paint.ts';
import { blockLevels, countBlockTiles, tileName } from './pyramid.ts';
import { storeReport, storeTile, type TilerPorts } from './store-tile.ts';
import { countStored, forget, makeCopies } from './take-over.ts';

/** Tiles encoded or stored at once: while one is on its way to S3 the others use the core. */
export const TILES_AT_ONCE = 4;

/**
 * Makes the tiles of a batch of neighbouring blocks: native zoom, and the levels that a block makes from memory. Those that the base
 * has as well are copied meanwhile; a block that is copied whole decodes nothing.
 */
export async function tileBatch(batch: TileBatch, ports: TilerPorts): Promise<BatchResult<TileDone>> {
  const { blocks, copies } = await beginBlocks(batch, ports);
  const begun = new Map(blocks.map((each) => [each.block.id, each]));
  const failed = new Map(blocks.flatMap(({ block, failure }) => (failure ? [[block.id, failure] as const] : [])));
  const fail = ({ block }: BegunBlock, error: unknown) => void failed.set(block.id, { error });
  const sound = blocks.filter(({ failure }) => !failure);
  const wholes = sound.filter(({ whole }) => whole);
  const others = sound.filter(({ whole }) => !whole);
  const stop = new AbortController();
  // S3 is waited for while the cores paint.
  const [, { lost, failed: notCopied }, topless] = await allEnded(
    stop,
    paint(batch, others, failed, ports, stop),
    makeCopies(batch, copies, ports.tiles, { stop: stop.signal }),
    copyTops(wholes, batch, ports, fail, stop.signal),
  );
  for (const each of blocks) if (notCopied.has(each.report)) fail(each, notCopied.get(each.report));
  forget(lost);
  const lacking = new Set([...lost, ...topless].map(({ report }) => report));
  // Painted whole: what was spared may be what was lost.
  const anew = blocks.filter(({ block, report }) => lacking.has(report) && !failed.has(block.id));
  await paint(batch, anew.map(unspared), failed, ports, stop);
  const work = async (block: Block) => {
    const failure = failed.get(block.id);
    if (failure) throw failure.error;
    const { report } = begun.get(block.id)!;
    const key = blockReportKey(batch.build, block.id);
    await storeReport(ports.work, key, report);
    const { created, copied } = countStored(report, batch.build);
    return { done: { report: key }, tilesCreated: created, tilesCopied: copied };
  };
  return runBatch(batch, work, {
    atOnce: TILES_AT_ONCE,
    tasksOf: (block) => countBlockTiles(block, batch.settings.max_zoom),
  });
}

const unspared = ({ top: _, ...begun }: BegunBlock): BegunBlock => begun;

/**
 * What all answer. When one of them throws, the batch is lost and soon begun again: the others are told to stop, so that nothing is
 * painted in vain, and nothing goes on behind it.
 */
async function allEnded<All extends unknown[]>(
  stop: AbortController,
  ...all: { [I in keyof All]: Promise<All[I]> }
): Promise<All> {
  for (const each of all) each.catch(() => stop.abort());
  return (await allToEnd(all)) as All;
}

type Failed = Map<string, { error: unknown }>;

/**
 * Paints blocks, and makes their tiles that are still missing. What fails is noted of its block; of what may pass no block is at fault:
 * the rest is not painted, and it is thrown.
 */
async function paint(
  batch: TileBatch,
  blocks: BegunBlock[],
  failed: Failed,
  ports: TilerPorts,
  stop: AbortController,
): Promise<void> {
  let passing: { error: unknown } | undefined;
  const begun = new Map(blocks.map((each) => [each.block.id, each]));
  await paintBlocks({
    blocks: blocks.map(({ block }) => block),
    side: 2 ** blockLevels(batch.settings.max_zoom),
    world: batch.settings,
    spare: ({ id }) => begun.get(id)!.top?.spare,
    stop: stop.signal,
    read: async ({ id, key }, rows) => {
      const bytes = await ports.work.get(key);
      if (!bytes) throw new ShotFailure('missing', { id, name: id }, 'The screenshot is no longer in the bucket.');
      return decodeShot(ports.pictures, bytes, { id, name: id }, rows);
    },
    painted: async (block, canvas) => {
      const making =
        'error' in canvas
          ? Promise.reject(canvas.error)
          : makeTiles(batch, begun.get(block.id)!, canvas, ports, stop.signal);
      await making.catch((error: unknown) => {
        if (!isTransient(error)) return void failed.set(block.id, { error });
        passing ??= { error };
        stop.abort();
      });
    },
  });
  if (passing) throw passing.error;
}

/** What was not painted comes from the base. */
function pasteSpared(canvas: Canvas, { columns }: Block, top: BegunBlock['top']): void {
  const across = Math.ceil(columns / 2);
  for (const [i, isSpared] of top?.spare.entries() ?? []) {
    if (isSpared) pasteQuarter(canvas, top!.before, 2 * Math.floor(i / across) + (i % across));
  }
}

async function makeTiles(
  batch: TileBatch,
  { block, levels, report, top: before }: BegunBlock,
  native: Canvas,
  ports: TilerPorts,
  stop: AbortSignal,
): Promise<void> {
  const { settings } = batch;
  let canvas = native;
  for (const [below, wanted] of levels.entries()) {
    if (stop.aborted) break;
    if (below > 0) {
      const larger = canvas;
      canvas = halve(larger, before && { side: SQUARE_SIDE >> (below - 1), squares: before.spare });
      if (below > 1) discardCanvas(larger);
    }
    if (below === 2) pasteSpared(canvas, block, before);
    const left = wanted.filter(({ tile }) => !report.lineage![tileName(tile)]);
    await inParallelToEnd(left, TILES_AT_ONCE, async (each) => {
      if (stop.aborted) return;
      const { x, y } = each.tile;
      const cut = cutTile(canvas, x - (block.tile_x >> below), y - (block.tile_y >> below));
      await storeTile(ports, batch, settings, report, each, cut);
      if (cut.kind === 'picture') giveBack(cut.pixels.data);
    });
  }
  const top = stop.aborted ? undefined : cutTile(canvas, 0, 0);
  if (top?.kind === 'picture') {
    report.top = blockTopKey(batch.build, block.id);
    const png = await ports.pictures.encodeLossless(top.pixels);
    const mark = await ports.work.put(report.top, png, { contentType: 'image/png' });
    if (mark !== undefined) report.top_mark = mark;
    giveBack(top.pixels.data);
  }
  if (canvas !== native) discardCanvas(canvas);
}
