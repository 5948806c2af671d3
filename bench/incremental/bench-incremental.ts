/**
 * Some shots of a map changed: how much of the time of a build from nothing does the new one take, how many tiles does it make, and
 * is it the same, byte for byte? On a platform of its own, by the command line.
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

export async function benchIncremental(options: Options): Promise<Result> {
  const { positions, captures, changed, seed, progress } = options;
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
    const first = await build('City');
    for (const { file } of chosen(listed, changed, seed)) await repaint(join(shots, file));
    const incremental = await build('City');
    if (incremental.map !== first.map) throw new Error('The second build is of another map.');
    const full = await build('The same from nothing');
    const differ = await differences(createClient({ baseUrl: platform.url }), incremental, full);
    for (const line of differ.slice(0, 10)) progress(`  DIFFERS ${line}`);
    const rows = Object.entries({
      'first build': first,
      [`${changed} of ${listed.length} changed`]: incremental,
      full,
    });
    return {
      rows: rows.map(([name, run]) => ({
        ...{ name, 'job, s': run.seconds, 'command, s': run.commandSeconds, 'CPU, s': run.cpuSeconds },
        ...{ made: run.tiles_created, copied: run.tiles_copied },
        differ: run === incremental ? differ.length : '',
      })),
      ratios: [
        { name: 'incremental / full, time of the job', value: incremental.seconds / full.seconds },
        { name: 'incremental / full, time of the command', value: incremental.commandSeconds / full.commandSeconds },
        { name: 'incremental / full, CPU time of the platform', value: incremental.cpuSeconds / full.cpuSeconds },
      ],
      skipped: [],
    };
  } finally {
    await platform.stop();
    await removeFolder(folder);
  }
}

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
