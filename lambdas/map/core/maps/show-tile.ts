import { BLOCK_TILES, SHOTS_OF_TILE, TILE_SIZE } from '../../../../lib/limits.ts';
import type { Caller } from '../../../kernel/caller.ts';
import { notFound, TesseraError } from '../../../kernel/errors.ts';
import { timeOf } from '../../../kernel/ids.ts';
import { blockReportKey, topReportKey } from '../../keys.ts';
import type { Builds } from '../../ports/jobs.ts';
import type { Maps } from '../../ports/maps.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import { tileKey } from '../../tile-paths.ts';
import type { ShotOfTile, TileDetail, TilePath } from '../../tile-schemas.ts';
import type { BlockReport, LocatedShot, Positions } from '../../workflow.ts';
import { findJson } from '../files.ts';
import { blockLevels, gridBelow, nativeGrid, type Tile, tileName } from '../tiling/pyramid.ts';
import { sharesOf } from '../tiling/shares.ts';
import { positionsOf } from './positions-of.ts';
import { readableMap } from './read-maps.ts';

export type ShowTileTools = { maps: Maps; builds: Builds; work: Pick<ObjectStore, 'get'> };

/**
 * Where a tile comes from: which shots show in it, and which build made it.
 * @throws TesseraError 404: `not_found`; `no_positions` while the shots have no places; `no_such_tile` outside the pyramid;
 * `tile_not_made` while the job has not come to it
 */
export async function showTile(
  { map, build, ...at }: TilePath,
  caller: Caller | undefined,
  { maps, builds, work }: ShowTileTools,
): Promise<TileDetail> {
  const { owner } = await readableMap(map, caller, maps);
  const record = await builds.find(map, build);
  if (!record) throw notFound('build', build);
  const positions = await positionsOf(build, work);
  const tile = { z: Number(at.z), x: Number(at.x), y: Number(at.y) };
  const name = tileName(tile);
  refuseOutside(tile, build, positions);
  const report = await findJson<BlockReport>(work, reportKey(build, tile, positions));
  const state = report && stateIn(report, name);
  if (!state) throw notMade(name, build);
  const made_in = report.lineage?.[name]?.made_in ?? null;
  const { every_row, shares } = sharesOf(tile, positions);
  const byId = new Map(positions.shots.map((shot) => [shot.id, shot]));
  return {
    ...{ map, build, tile: name, area: areaOf(tile, positions), state },
    colour: report.blank[name] ?? null,
    picture_url: state === 'stored' ? `/${tileKey(map, build, name, record.format)}` : null,
    ...{ made_in, made_at: made_in && timeOf(made_in).toISOString(), own: owner === caller?.sub },
    covered: Math.min(1, rounded(shares.reduce((sum, { share }) => sum + share, 0))),
    ...{ shot_count: shares.length, every_row },
    shots: shares.slice(0, SHOTS_OF_TILE).map(({ id, share }) => shotOf(byId.get(id)!, share, { map, build })),
  };
}

const shotOf = (
  { id, name, position }: LocatedShot,
  share: number,
  { map, build }: { map: string; build: string },
): ShotOfTile => ({
  screenshot_id: id as ShotOfTile['screenshot_id'],
  ...{ name, position },
  share: rounded(share),
  page_url: `/maps/${map}/builds/${build}/shots?shot=${id}`,
});

/** To a thousandth of a per cent: less than three px of a native tile. */
const rounded = (share: number) => Math.round(share * 1e5) / 1e5;

/** A block reports the levels that it makes, Top those above. */
function reportKey(build: string, { z, x, y }: Tile, { max_zoom }: Positions): string {
  const below = max_zoom - z;
  if (below > blockLevels(max_zoom)) return topReportKey(build);
  const block = (at: number) => Math.floor((at * 2 ** below) / BLOCK_TILES);
  return blockReportKey(build, `${block(x)}_${block(y)}`);
}

function stateIn({ stored, blank, empty }: BlockReport, name: string): TileDetail['state'] | undefined {
  if (blank[name]) return 'blank';
  if (stored.includes(name)) return 'stored';
  return empty.includes(name) ? 'empty' : undefined;
}

function areaOf({ z, x, y }: Tile, { width, height, max_zoom }: Positions): TileDetail['area'] {
  const side = TILE_SIZE * 2 ** (max_zoom - z);
  const [left, top] = [x * side, y * side];
  return [left, top, Math.min(side, width - left), Math.min(side, height - top)];
}

function refuseOutside(tile: Tile, build: string, { max_zoom, ...world }: Positions): void {
  const z = Math.min(tile.z, max_zoom);
  const { columns, rows } = gridBelow(nativeGrid(world), max_zoom - z);
  if (tile.z === z && tile.x < columns && tile.y < rows) return;
  const message =
    `Build ${build} has no tile ${tileName(tile)}: its zooms are 0 to ${max_zoom}, and at zoom ${z} ` +
    `x is 0 to ${columns - 1} and y is 0 to ${rows - 1}.`;
  throw new TesseraError('no_such_tile', 404, message);
}

const notMade = (name: string, build: string) =>
  new TesseraError('tile_not_made', 404, `Tile ${name} of build ${build} is not made. Look at the job.`);
