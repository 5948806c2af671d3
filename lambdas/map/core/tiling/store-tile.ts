import { TILE_MAX_AGE } from '../../../../lib/limits.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { PictureCodec } from '../../ports/pictures.ts';
import { cacheControl, tileKey } from '../../tile-paths.ts';
import type { BlockReport, JobRef, TileOptions } from '../../workflow.ts';
import type { CutTile } from './canvas.ts';
import { tileName } from './pyramid.ts';
import type { Wanted } from './take-over.ts';

export type TilerPorts = { work: ObjectStore; tiles: ObjectStore; pictures: PictureCodec };

/** A tile never changes under its URL, which holds the build. */
const LIFETIME = `max-age=${TILE_MAX_AGE}, immutable`;

/** Stores a tile that is a picture; a blank or empty one is only noted. The report tells which it was. */
export async function storeTile(
  { tiles, pictures }: TilerPorts,
  job: JobRef,
  options: TileOptions,
  report: BlockReport,
  { tile, inputs }: Wanted,
  cut: CutTile,
): Promise<void> {
  const name = tileName(tile);
  let mark: string | undefined;
  if (cut.kind === 'empty') report.empty.push(name);
  else if (cut.kind === 'blank') report.blank[name] = cut.colour;
  else {
    const body = await pictures.encodeTile(cut.pixels, options);
    mark = await tiles.put(tileKey(job.map_id, job.build, name, options.format), body, {
      contentType: options.format === 'png' ? 'image/png' : 'image/webp',
      cacheControl: cacheControl(job.map_id, LIFETIME),
    });
    report.stored.push(name);
  }
  report.lineage![name] = { inputs, made_in: job.build, ...(mark !== undefined && { mark }) };
}

export const newReport = (block: string, inputs: string): BlockReport => ({
  block,
  inputs,
  stored: [],
  blank: {},
  empty: [],
  lineage: {},
  top: null,
});

/** Writes a report, its names in order, so that a repeat writes the same bytes. */
export async function storeReport(work: ObjectStore, key: string, report: BlockReport): Promise<void> {
  const sorted: BlockReport = {
    ...report,
    stored: report.stored.toSorted(),
    blank: inOrder(report.blank),
    empty: report.empty.toSorted(),
    lineage: inOrder(report.lineage ?? {}),
  };
  await work.put(key, JSON.stringify(sorted), { contentType: 'application/json' });
}

const inOrder = <Value>(named: Record<string, Value>): Record<string, Value> =>
  Object.fromEntries(Object.entries(named).toSorted(([a], [b]) => (a < b ? -1 : 1)));
