/** Builds of a platform in memory, and what there is to compare of them. For tests. */
import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { blockReportKey, buildPrefix, topReportKey } from '../../keys.ts';
import { tilesPrefix } from '../../tile-paths.ts';
import type { BlockReport, JobRef } from '../../workflow.ts';
import { readJson } from '../files.ts';
import { countStored } from '../tiling/take-over.ts';
import { landscape } from '../tiling/world.fixture.ts';
import { buildAndPublish, newBuild, type Placed, type Platform } from './build.fixture.ts';
import { jobOf, positionsOf } from './kept-of-build.fixture.ts';

/** One of the shots shows something else. */
export const repainted = (places: Placed[], index = 3) =>
  places.map(
    (place, i): Placed =>
      i === index ? { ...place, pixels: landscape({ x: 7, y: 9000, width: 640, height: place.height ?? 520 }) } : place,
  );

export function compared(on: Platform) {
  const run = async (ref: JobRef) => {
    on.worked.length = 0;
    await buildAndPublish(on, ref);
    // As the state machine's last state does.
    on.jobs.rows.set(ref.job_id, { ...jobOf(on, ref), status: 'completed' });
    return ref;
  };
  const build = async (places: Placed[], options: object = {}) =>
    run(await newBuild(on, places, { format: 'webp', ...options }));
  /** What the state machine would have counted. */
  const counted = async ({ build }: JobRef) => {
    const keys = [...on.work.objects.keys()].filter((key) => key.startsWith(`${buildPrefix(build)}tiles/`));
    const counts = await Promise.all(
      keys.map(async (key) => countStored(await readJson<BlockReport>(on.work, key), build)),
    );
    const sum = (what: 'created' | 'copied') => counts.reduce((all, count) => all + count[what], 0);
    return { created: sum('created'), copied: sum('copied') };
  };
  /** By their names. Of a tile its hash: `toEqual` asks byte by byte, which takes 0.2 s for a megabyte. */
  const tilesOf = (ref: JobRef) => {
    const prefix = tilesPrefix(ref.map_id, ref.build);
    const own = [...on.tiles.objects].filter(([key]) => key.startsWith(prefix) && !key.endsWith('map.json'));
    return new Map(
      own.map(([key, { body, headers }]) => {
        const sha256 = createHash('sha256').update(body).digest('hex');
        return [key.slice(prefix.length), { sha256, headers }];
      }),
    );
  };
  const coverageOf = async ({ map_id, build }: JobRef) => {
    const {
      name: _,
      build: __,
      previous: ___,
      madeAt: ____,
      ...rest
    } = await readJson<Record<string, unknown>>(on.tiles, `${tilesPrefix(map_id, build)}map.json`);
    return rest;
  };
  const workedOn = (stage: string) => on.worked.filter((item) => item.startsWith(`${stage} `));
  const reportsOf = async ({ build }: JobRef) => {
    const keys = [...['0_0', '1_0', '2_0'].map((id) => blockReportKey(build, id)), topReportKey(build)];
    return Promise.all(keys.map((key) => readJson<BlockReport>(on.work, key)));
  };
  /** Everything that somebody can see of two builds, tile by tile. */
  async function expectEqual(one: JobRef, other: JobRef) {
    expect(tilesOf(one)).toEqual(tilesOf(other));
    expect(await coverageOf(one)).toEqual(await coverageOf(other));
  }
  return {
    job: (ref: JobRef) => jobOf(on, ref),
    run,
    build,
    counted,
    tilesOf,
    positionsOf: (ref: JobRef) => positionsOf(on, ref),
    workedOn,
    reportsOf,
    expectEqual,
  };
}
