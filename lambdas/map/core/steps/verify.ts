import { TILE_SIZE } from '../../../../lib/limits.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { TesseraError } from '../../../kernel/errors.ts';
import { allToEnd, inParallel } from '../../../kernel/pool.ts';
import { blockReportKey, coverageKey, planKey, positionsKey, topReportKey } from '../../keys.ts';
import type { Jobs } from '../../ports/jobs.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { PictureCodec } from '../../ports/pictures.ts';
import type { TileFormat } from '../../schemas.ts';
import { buildMapJsonKey, tileKey, tilesPrefix } from '../../tile-paths.ts';
import type {
  Block,
  BlockReport,
  Coverage,
  JobRef,
  PlanRequest,
  Positions,
  TileLineage,
  VerifyAnswer,
} from '../../workflow.ts';
import { findReadable, readJson, readLines, writeJson } from '../files.ts';
import { moveJob } from '../jobs/move-job.ts';
import { tileName, tilesOfLevels } from '../tiling/pyramid.ts';

/** Tiles that are decoded as a sample, spread over all; on top of another build the same share of those that are new. */
export const TILES_DECODED = 12;
export const READS_AT_ONCE = 16;

export type VerifyTools = {
  work: ObjectStore;
  tiles: ObjectStore;
  pictures: Pick<PictureCodec, 'decode'>;
  jobs: Jobs;
  clock: Clock;
};

/**
 * Proves the build before anybody sees it: every tile of the pyramid was made exactly once (stored, or declared to be one
 * colour or empty), none lies outside of it, the bucket holds the stored ones and no others, with the bytes that were stored when they
 * were made, and a sample decodes.
 * @throws TesseraError `not_covered` naming tiles, `bad_tile`, `missing_file`, `job_ended`
 */
export async function verify(ref: JobRef, { work, tiles, pictures, jobs, clock }: VerifyTools): Promise<VerifyAnswer> {
  const { map_id, build } = ref;
  const [{ options }, positions, reports] = await Promise.all([
    readJson<PlanRequest>(work, planKey(build, 'request.json')),
    readJson<Positions>(work, positionsKey(build)),
    readReports(build, work),
  ]);
  const stored = reports.flatMap((report) => report.stored);
  const notStored = reports.flatMap((report) => [...Object.keys(report.blank), ...report.empty]);
  const colours = Object.assign({}, ...reports.map((report) => report.blank)) as Record<string, string>;
  const expected = [...tilesOfLevels(positions, positions.max_zoom, 0)].map(tileName);
  refuseGaps(expected, [...stored, ...notStored]);
  const marks = new Map(reports.flatMap(({ stored, lineage }) => stored.map((tile) => [tile, lineage?.[tile]?.mark])));
  const fresh = reports.flatMap((report) => report.stored.filter((tile) => isFresh(report.lineage?.[tile], build)));
  const sample = fresh.filter((_, index) => index % Math.ceil(stored.length / TILES_DECODED) === 0);
  const decoded = inParallel(sample, 4, (tile) =>
    decodeTile(tileKey(map_id, build, tile, options.format), tiles, pictures),
  );
  // The list names all that is wrong, so it is heard first.
  const listed = refuseStrays(marks, { map: map_id, build, format: options.format }, tiles);
  const [bytes] = await allToEnd([listed, decoded]);

  const coverage: Coverage = { stored: stored.length, not_stored: notStored, colours, bytes };
  await writeJson(work, coverageKey(build), coverage);
  await moveJob(jobs, ref, { from: 'verifying', to: 'publishing' }, clock());
  return { tiles: expected.length, stored: stored.length, decoded: sample.length };
}

/** A copy is what another build made, to the last byte, where the mark of its bytes is known. */
const isFresh = (tile: TileLineage | undefined, build: string): boolean =>
  tile?.mark === undefined || tile.made_in === build;

async function readReports(build: string, work: ObjectStore): Promise<BlockReport[]> {
  const blocks = await readLines<Block>(work, planKey(build, 'blocks.jsonl'));
  const keys = [...blocks.map(({ id }) => blockReportKey(build, id)), topReportKey(build)];
  return inParallel(keys, READS_AT_ONCE, (key) => readJson<BlockReport>(work, key));
}

function refuseGaps(expected: string[], made: string[]): void {
  const once = new Set(made);
  const repeated = made.filter((tile) => !once.delete(tile));
  const found = new Set(made);
  const wanted = new Set(expected);
  refuse([
    ['missing', expected.filter((tile) => !found.has(tile))],
    ['made twice', repeated],
    ['outside the map', made.filter((tile) => !wanted.has(tile))],
  ]);
}

/**
 * Answers the bytes of all that lies there.
 * @param stored each tile with the mark of what was stored, where that is known: the list that names what lies there tells theirs
 */
async function refuseStrays(
  stored: ReadonlyMap<string, string | undefined>,
  { map, build, format }: { map: string; build: string; format: TileFormat },
  tiles: ObjectStore,
): Promise<number> {
  const wanted = new Map([...stored].map(([tile, mark]) => [tileKey(map, build, tile, format), mark]));
  const strays: string[] = [];
  const others: string[] = [];
  let size = 0;
  for await (const { key, bytes, mark } of tiles.list(tilesPrefix(map, build))) {
    size += bytes;
    const made = wanted.get(key);
    if (made !== undefined && mark !== undefined && mark !== made) others.push(key);
    // Publish writes the build's map.json there; a repeat of this step may come later.
    if (!wanted.delete(key) && key !== buildMapJsonKey(map, build)) strays.push(key);
  }
  refuse([
    ['not in the bucket', [...wanted.keys()]],
    ['in the bucket though nobody reported them', strays],
  ]);
  if (others.length > 0)
    throw badTile(`${others.length} tiles are not what was stored when they were made: ${firstOf(others)}`);
  return size;
}

function refuse(problems: [string, string[]][]): void {
  const named = problems
    .filter(([, tiles]) => tiles.length > 0)
    .map(([what, tiles]) => `${tiles.length} ${what}: ${firstOf(tiles)}`);
  if (named.length === 0) return;
  throw new TesseraError(
    'not_covered',
    500,
    `Tiles do not cover the map. ${named.join('; ')}. Go on with: tessera map redrive JOB`,
  );
}

const firstOf = (tiles: string[]) => `${tiles.slice(0, 10).join(', ')}${tiles.length > 10 ? ', …' : ''}`;

/** Of what cannot be read, or is none: asking again would not help. */
const NO_PICTURE = { width: 0, height: 0 };

async function decodeTile(key: string, tiles: ObjectStore, pictures: Pick<PictureCodec, 'decode'>): Promise<void> {
  const bytes = await findReadable(tiles, key);
  const size = bytes ? await pictures.decode(bytes).catch(() => NO_PICTURE) : NO_PICTURE;
  if (size.width === TILE_SIZE && size.height === TILE_SIZE) return;
  throw badTile(`${key} is ${size.width} x ${size.height} px instead of ${TILE_SIZE} x ${TILE_SIZE}`);
}

/** Another attempt would keep it, because it is there, and another build copy it. */
const badTile = (what: string) =>
  new TesseraError(
    'bad_tile',
    500,
    `${what}. Make the map without taking anything over from before: tessera map create with --full and the same screenshots or save.`,
  );
