/**
 * Some shots of a map changed: how much of the time of a build from nothing does the new one take, how many tiles does it make, and
 * is it the same, byte for byte? On a platform of its own, by the command line. One from nothing follows each, of the same shots, and is
 * what the next is built on: a machine's speed changes within minutes, and a process is the faster the more often it was called.
 */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { type Client, createClient } from '../../client/client.ts';
import { tileName, tilesOfLevels } from '../../lambdas/map/core/tiling/pyramid.ts';
import type { MapJson } from '../../lambdas/map/schemas.ts';
import { removeFolder, startPlatform, temporaryFolder } from '../../test/support/platform.ts';
import { startTessera } from '../../test/support/tessera-process.ts';
import type { Options, Result } from '../bench.ts';
import { median } from '../process.ts';
import { secondsByState } from '../scale/stages.ts';
import { watchProcesses } from '../scale/watch-processes.ts';
import { chosen, repaint } from './repaint.ts';

const Listed = z.object({
  captures: z.array(z.looseObject({ file: z.string(), nominal: z.tuple([z.number(), z.number()]) })).min(1),
});
type Built = {
  map: string;
  build: string;
  job_id: string;
  seconds: number;
  tiles_created: number;
  tiles_copied: number;
};
type Run = Built & { commandSeconds: number; cpuSeconds: number };
/** Builds of the same, one on top of the one before and one from nothing, and how many of their tiles are not alike. */
type Pair = { incremental: Run; full: Run; differ: number };

export async function benchIncremental(options: Options): Promise<Result> {
  const { positions, captures, changed, seed, runs, progress } = options;
  const listed = Listed.parse(JSON.parse(await readFile(positions, 'utf8'))).captures;
  const folder = await temporaryFolder();
  const shots = join(folder, 'shots');
  await mkdir(shots);
  for (const { file } of listed) await copyFile(join(captures, file), join(shots, file));
  // Without what only the bench knows: where the captures truly lie.
  const plan = join(folder, 'positions.json');
  await writeFile(plan, JSON.stringify(listed.map(({ file, nominal, row, col }) => ({ file, nominal, row, col }))));
  const data = join(folder, 'data');
  const platform = await startPlatform(data, '--empty');
  const build = async (name: string, ...more: string[]): Promise<Run> => {
    const begun = performance.now();
    const command = startTessera(
      { TESSERA_URL: platform.url, XDG_CONFIG_HOME: folder },
      ...['map', 'create', shots, '--positions', plan, '--name', name, '--wait', '--json', ...more],
    );
    const watch = watchProcesses({ twin: platform.process.pid!, cli: command.pid });
    const { exitCode, stdout, stderr } = await command.ended.finally(() => watch.stop());
    if (exitCode !== 0) throw new Error(`The command ended with ${exitCode}: ${stderr}\n${platform.output()}`);
    const { cli: _, ...used } = watch.load().cpuSeconds;
    const cpuSeconds = Object.values(used).reduce((sum, each) => sum + each, 0);
    const built = JSON.parse(stdout) as Built;
    progress(`${name}: ${built.seconds} s, ${built.tiles_created} tiles made, ${built.tiles_copied} copied`);
    progress(`  seconds by state ${JSON.stringify(await secondsByState(platform.url, data, built.job_id))}`);
    progress(`  CPU seconds ${JSON.stringify(used)}`);
    return { ...built, commandSeconds: (performance.now() - begun) / 1000, cpuSeconds };
  };
  try {
    const first = await build('City 0');
    const api = createClient({ baseUrl: platform.url });
    const pairs: Pair[] = [];
    for (let run = 0; run < runs; run++) {
      const before = pairs.at(-1)?.full ?? first;
      for (const { file } of chosen(listed, changed, seed + run)) await repaint(join(shots, file));
      const incremental = await build(`City ${run}`);
      if (incremental.map !== before.map) throw new Error('The second build is of another map.');
      const full = await build(`City ${run + 1}`);
      const differ = await differences(api, incremental, full);
      for (const line of differ.slice(0, 10)) progress(`  DIFFERS ${line}`);
      pairs.push({ incremental, full, differ: differ.length });
    }
    const rows = pairs.flatMap(({ incremental, full, differ }) => [
      { ...rowOf(`${changed} of ${listed.length} changed`, incremental), differ },
      { ...rowOf('full', full), differ: '' },
    ]);
    const ratio = (of: (run: Run) => number) => median(pairs.map((pair) => of(pair.incremental) / of(pair.full)));
    return {
      rows: [{ ...rowOf('first build', first), differ: '' }, ...rows],
      ratios: [
        { name: 'incremental / full, time of the job', value: ratio(({ seconds }) => seconds) },
        { name: 'incremental / full, time of the command', value: ratio(({ commandSeconds }) => commandSeconds) },
        { name: 'incremental / full, CPU time of the platform', value: ratio(({ cpuSeconds }) => cpuSeconds) },
      ],
      skipped: [],
    };
  } finally {
    await platform.stop();
    await removeFolder(folder);
  }
}

const rowOf = (name: string, run: Run) => ({
  ...{ name, 'job, s': run.seconds, 'command, s': run.commandSeconds, 'CPU, s': run.cpuSeconds },
  ...{ made: run.tiles_created, copied: run.tiles_copied },
});

/** Tiles, and fields of map.json beside those that name the build, that are not the same. */
async function differences(api: Client, one: Built, other: Built): Promise<string[]> {
  const [a, b] = [await api.buildMapJson(one.map, one.build), await api.buildMapJson(other.map, other.build)];
  const said = ({ name: _, build: __, previous: ___, madeAt: ____, ...rest }: MapJson) => Object.entries(rest);
  const theirs = new Map(said(b));
  const fields = said(a).flatMap(([field, value]) => {
    const same = JSON.stringify(value) === JSON.stringify(theirs.get(field as never));
    return same ? [] : [`map.json ${field}`];
  });
  const absent = new Set(a.blank);
  const tiles = [...tilesOfLevels(a, a.maxZoom, 0)].map(tileName).filter((tile) => !absent.has(tile));
  const differ: string[] = [];
  for (const tile of tiles) {
    const file = ({ map, build }: Built) => api.file(`/tiles/${map}/${build}/${tile}.webp`).catch(() => undefined);
    const [mine, his] = await Promise.all([file(one), file(other)]);
    if (!mine || !his || Buffer.compare(mine, his) !== 0) differ.push(tile);
  }
  return [...fields, ...differ];
}
