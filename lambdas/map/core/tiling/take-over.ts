/** What a build takes over from the one that the map showed (`base`), instead of making it. Whatever is not there any more is made. */
import { pace } from '../../../kernel/pace.ts';
import { inParallel } from '../../../kernel/pool.ts';
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

/** What the base says of its tiles; undefined without a base, and where its report is gone or damaged. */
export const reportOfBase = async (
  { base }: TileSettings,
  keyOf: (build: string) => string,
  work: Pick<ObjectStore, 'get'>,
): Promise<BlockReport | undefined> => (base ? findIntact<BlockReport>(work, keyOf(base.build)) : undefined);

/**
 * Copies tiles of the same fingerprint; those that are not in `report.lineage` afterwards have to be made. All copies of a worker
 * share one bound, and one rate: that of one of many (`copies_a_second`), unless it is alone.
 * @returns the first error of a report's copies, of those that had one; what may pass is thrown
 */
export async function takeOver(
  job: Copying,
  all: Common[],
  tiles: Pick<ObjectStore, 'copy' | 'stat'>,
  perSecond = job.settings.base?.copies_a_second ?? Number.POSITIVE_INFINITY,
): Promise<Map<BlockReport, unknown>> {
  const { base } = job.settings;
  const failed = new Map<BlockReport, unknown>();
  if (!base) return failed;
  const each = all.flatMap(({ wanted, ofBase, report }) => {
    if (!ofBase?.lineage) return [];
    const before = { ...ofBase, lineage: ofBase.lineage, stored: new Set(ofBase.stored), empty: new Set(ofBase.empty) };
    return wanted.map((one) => ({ one, before, report }));
  });
  const turn = pace(perSecond);
  await inParallel(each, COPIES_AT_ONCE, async ({ one: { tile, inputs }, before, report }) => {
    const name = tileName(tile);
    // A world that grew or shrank has its native tiles at another zoom.
    const old = tileName({ ...tile, z: tile.z - job.settings.max_zoom + base.max_zoom });
    const known = before.lineage[old];
    if (known?.inputs !== inputs || failed.has(report)) return;
    if (before.stored.has(old)) {
      try {
        await turn();
        if (!(await copyTile(job, base.build, { old, name }, tiles))) return;
      } catch (error) {
        if (isTransient(error)) throw error;
        failed.set(report, error);
        return;
      }
      report.stored.push(name);
    } else if (before.empty.has(old)) report.empty.push(name);
    else if (before.blank[old]) report.blank[name] = before.blank[old];
    else return;
    report.lineage![name] = known;
  });
  return failed;
}

/** Within an attempt only the same tile can lie there: what an earlier one left is kept as it is wanted, or has been removed. */
async function copyTile(
  { map_id, build, settings: { format }, repeat = 0 }: Copying,
  base: string,
  { old, name }: { old: string; name: string },
  tiles: Pick<ObjectStore, 'copy' | 'stat'>,
): Promise<boolean> {
  const to = tileKey(map_id, build, name, format);
  if (repeat > 0 && (await tiles.stat(to))) return true;
  return copyReadable(tiles, tileKey(map_id, base, old, format), to);
}

/** Stored tiles of a report: made for this build, and copied into it. */
export function countStored({ stored, lineage = {} }: BlockReport, build: string): { created: number; copied: number } {
  const created = stored.filter((name) => (lineage[name]?.made_in ?? build) === build).length;
  return { created, copied: stored.length - created };
}
