/** What a build takes over from the one that the map showed (`base`), instead of making it. Whatever is not there any more is made. */
import { pace } from '../../../kernel/pace.ts';
import { inParallelToEnd } from '../../../kernel/pool.ts';
import { isTransient } from '../../../kernel/transient.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import { tileKey } from '../../tile-paths.ts';
import type { BlockReport, JobRef, TileSettings } from '../../workflow.ts';
import { copyReadable, findIntact } from '../files.ts';
import { COPIES_AT_ONCE } from './copy-rate.ts';
import { type Tile, tileName } from './pyramid.ts';

export type Wanted = { tile: Tile; inputs: string };
/** What a report should have, what the base says of the same tiles, and the report that gets it. */
export type Common = { wanted: Wanted[]; ofBase: BlockReport | undefined; report: BlockReport };
/** `repeat`: how often the same was begun before. What lies there then is not copied again. */
type Copying = JobRef & { settings: TileSettings; repeat?: number };
/** `perSecond`: that of one worker of many (`copies_a_second`) unless it is said. `stop`: nobody wants the rest any more. */
type Pace = { perSecond?: number; stop?: AbortSignal };

/** What the base says of its tiles; undefined without a base, and where its report is gone or damaged. */
export const reportOfBase = async (
  { base }: TileSettings,
  keyOf: (build: string) => string,
  work: Pick<ObjectStore, 'get'>,
): Promise<BlockReport | undefined> => (base ? findIntact<BlockReport>(work, keyOf(base.build)) : undefined);

/** A tile that the base has as well, by its names there and here. In the report it stands already. */
export type Copy = { report: BlockReport; old: string; name: string };

/**
 * Notes in the reports what the base has as well, by fingerprint: those that are not in `report.lineage` afterwards have to be made.
 * @returns what has to be copied for it
 */
export function takeOver({ settings }: Pick<Copying, 'settings'>, all: Common[]): Copy[] {
  const { base, max_zoom } = settings;
  if (!base) return [];
  return all.flatMap(({ wanted, ofBase, report }) => {
    if (!ofBase?.lineage) return [];
    const [stored, empty] = [new Set(ofBase.stored), new Set(ofBase.empty)];
    return wanted.flatMap(({ tile, inputs }): Copy[] => {
      const name = tileName(tile);
      // A world that grew or shrank has its native tiles at another zoom.
      const old = tileName({ ...tile, z: tile.z - max_zoom + base.max_zoom });
      const known = ofBase.lineage![old];
      if (known?.inputs !== inputs) return [];
      if (stored.has(old)) report.stored.push(name);
      else if (empty.has(old)) report.empty.push(name);
      else if (ofBase.blank[old]) report.blank[name] = ofBase.blank[old];
      else return [];
      report.lineage![name] = known;
      return stored.has(old) ? [{ report, old, name }] : [];
    });
  });
}

/**
 * `lost`: what is not in the base any more, cannot be read, or is another tile than was stored there. `failed`: the first error of a
 * report's copies, of those that had one.
 */
export type Copied = { lost: Copy[]; failed: Map<BlockReport, unknown> };

/**
 * All copies of a worker share one bound, and one rate.
 * @throws what may pass: no report is at fault
 */
export async function makeCopies(
  job: Copying,
  copies: Copy[],
  tiles: Pick<ObjectStore, 'copy' | 'stat'>,
  { perSecond = job.settings.base?.copies_a_second ?? Number.POSITIVE_INFINITY, stop }: Pace = {},
): Promise<Copied> {
  const copied: Copied = { lost: [], failed: new Map() };
  const turn = pace(perSecond);
  await inParallelToEnd(copies, COPIES_AT_ONCE, async (copy) => {
    if (copied.failed.has(copy.report)) return;
    try {
      await turn();
      if (stop?.aborted) return;
      if (!(await copyTile(job, copy, tiles))) copied.lost.push(copy);
    } catch (error) {
      if (isTransient(error)) throw error;
      copied.failed.set(copy.report, error);
    }
  });
  return copied;
}

/** What was lost has to be made: its report does not have it any more. */
export function forget(lost: Copy[]): void {
  const gone = Map.groupBy(lost, ({ report }) => report);
  for (const [report, copies] of gone) {
    const names = new Set(copies.map(({ name }) => name));
    report.stored = report.stored.filter((name) => !names.has(name));
    for (const name of names) delete report.lineage![name];
  }
}

/** Within an attempt only the same tile can lie there: what an earlier one left is kept as it is wanted, or has been removed. */
async function copyTile(
  { map_id, build, settings: { format, base }, repeat = 0 }: Copying,
  { report, old, name }: Copy,
  tiles: Pick<ObjectStore, 'copy' | 'stat'>,
): Promise<boolean> {
  const to = tileKey(map_id, build, name, format);
  if (repeat > 0 && (await tiles.stat(to))) return true;
  return copyReadable(tiles, tileKey(map_id, base!.build, old, format), to, report.lineage![name]?.mark);
}

/** Stored tiles of a report: made for this build, and copied into it. */
export function countStored({ stored, lineage = {} }: BlockReport, build: string): { created: number; copied: number } {
  const created = stored.filter((name) => (lineage[name]?.made_in ?? build) === build).length;
  return { created, copied: stored.length - created };
}
