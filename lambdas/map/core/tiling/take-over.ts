/** What a build takes over from the one that the map showed (`base`), instead of making it. Whatever is not there any more is made. */
import { inParallel } from '../../../kernel/pool.ts';
import { tileKey } from '../../keys.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { BlockReport, JobRef, TileSettings } from '../../workflow.ts';
import { findIntact } from '../files.ts';
import { type Tile, tileName } from './pyramid.ts';

/** Copies cost a worker nothing but waiting, 20 to 40 ms each; the S3 client opens 50 connections. */
const COPIES_AT_ONCE = 32;

export type Wanted = { tile: Tile; inputs: string };

/** What the base says of its tiles; undefined without a base, and where its report is gone or damaged. */
export const reportOfBase = async (
  { base }: TileSettings,
  keyOf: (build: string) => string,
  work: Pick<ObjectStore, 'get'>,
): Promise<BlockReport | undefined> => (base ? findIntact<BlockReport>(work, keyOf(base.build)) : undefined);

/** Copies tiles of the same fingerprint; those that are not in `report.lineage` afterwards have to be made. */
export async function takeOver(
  { map_id, build }: JobRef,
  { base, max_zoom, format }: TileSettings,
  wanted: Wanted[],
  { from, report }: { from: BlockReport | undefined; report: BlockReport },
  tiles: Pick<ObjectStore, 'copy'>,
): Promise<void> {
  if (!base || !from?.lineage) return;
  const { lineage: before, blank, empty } = from;
  const stored = new Set(from.stored);
  const isEmpty = new Set(empty);
  await inParallel(wanted, COPIES_AT_ONCE, async ({ tile, inputs }) => {
    const name = tileName(tile);
    // A world that grew or shrank has its native tiles at another zoom.
    const old = tileName({ ...tile, z: tile.z - max_zoom + base.max_zoom });
    const known = before[old];
    if (known?.inputs !== inputs) return;
    if (stored.has(old)) {
      const from = tileKey(map_id, base.build, old, format);
      if (!(await tiles.copy(from, tileKey(map_id, build, name, format)))) return;
      report.stored.push(name);
    } else if (isEmpty.has(old)) report.empty.push(name);
    else if (blank[old]) report.blank[name] = blank[old];
    else return;
    report.lineage![name] = known;
  });
}

/** Stored tiles of a report: made for this build, and copied into it. */
export function countStored({ stored, lineage = {} }: BlockReport, build: string): { created: number; copied: number } {
  const created = stored.filter((name) => (lineage[name]?.made_in ?? build) === build).length;
  return { created, copied: stored.length - created };
}
