/** A folder of shots becomes a map on a platform of its own, by the command line: how long, how much memory, and is all of it there? */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { tileName, tilesOfLevels } from '../../lambdas/map/core/tiling/pyramid.ts';
import { tileKey } from '../../lambdas/map/tile-paths.ts';
import { ada } from '../../test/support/caller.ts';
import { inside } from '../../test/support/inside.ts';
import { startPlatform } from '../../test/support/platform.ts';
import { startTessera } from '../../test/support/tessera-process.ts';
import type { KnownShot } from '../placing/dataset.ts';
import { countShots, judgeShots } from '../placing/judge.ts';
import { STEP } from './country.ts';

import { secondsByState } from './stages.ts';
import { type Load, watchProcesses } from './watch-processes.ts';

export type JobRun = {
  seconds: { all: number; checked: number; uploaded: number; states: Record<string, number> };
  load: Load;
  tiles: { expected: number; stored: number; blank: number; missing: number; strays: number };
  places: ReturnType<typeof countShots>;
  mapJsonBytes: number;
};

const SYNTH = join(import.meta.dirname, '../../scripts/synth.ts');
const TILES = ['--format', 'webp', '--quality', '80', '--effort', '0'];

/** @param folder holds `shots`, and gets the platform's data. @throws Error with the command's words when it fails */
export async function runJob(shots: KnownShot[], folder: string, progress: (line: string) => void): Promise<JobRun> {
  const data = join(folder, 'data');
  // In a process of its own: bundlers leave memory behind that is not the platform's.
  await promisify(execFile)(process.execPath, [SYNTH]);
  const platform = await startPlatform(data, '--empty');
  const begun = performance.now();
  const seconds = () => (performance.now() - begun) / 1000;
  const command = startTessera(
    { TESSERA_URL: platform.url, XDG_CONFIG_HOME: folder },
    ...[
      'map',
      'create',
      join(folder, 'shots'),
      '--name',
      'Country',
      '--step',
      STEP.join('x'),
      ...TILES,
      '--wait',
      '--json',
    ],
  );
  const watch = watchProcesses({ twin: platform.process.pid!, cli: command.pid });
  try {
    const times = { checked: 0, uploaded: 0 };
    const until = (what: keyof typeof times) =>
      command.said(new RegExp(`${what} ${shots.length}/${shots.length}`)).then(() => {
        times[what] = seconds();
        progress(`${what} after ${times[what].toFixed(1)} s`);
      });
    await until('checked');
    await until('uploaded');
    const { exitCode, stdout, stderr } = await command.ended;
    if (exitCode !== 0) throw new Error(`The command ended with ${exitCode}: ${stderr}\n${platform.output()}`);
    const all = seconds();
    const load = watch.load();
    const { job_id, map, build } = JSON.parse(stdout) as { job_id: string; map: string; build: string };
    const states = await secondsByState(platform.url, data, job_id);
    progress(`${all.toFixed(1)} s, at most ${load.residentMb.toFixed(0)} MB`);
    const api = await ada(platform.url);
    const said = (await api.listShots(map, build)).shots.map(({ name: id, position, confidence, reason }) => {
      return { id, position, confidence, reason };
    });
    const judged = judgeShots(said, shots);
    for (const { id, off, confidence, reason } of judged.filter((shot) => !shot.right))
      progress(`${id}: off by ${off}, ${confidence.toFixed(3)} ${reason}`);
    const mapJson = await api.mapJson(map);
    const objects = await (await inside(platform.url, data)).objects(`tiles/${map}/${build}/`);
    const stored = new Set(objects.map(({ key }) => key));
    stored.delete(`tiles/${map}/${build}/map.json`);
    const notStored = new Set(mapJson.blank);
    const expected = [...tilesOfLevels(mapJson, mapJson.maxZoom, 0)].map(tileName);
    const missing = expected.filter(
      (tile) => !notStored.has(tile) && !stored.delete(tileKey(map, build, tile, 'webp')),
    );
    return {
      seconds: { all, ...times, states },
      load,
      tiles: {
        ...{ expected: expected.length, stored: mapJson.tiles, blank: notStored.size },
        ...{ missing: missing.length, strays: stored.size },
      },
      places: countShots(judged),
      mapJsonBytes: JSON.stringify(mapJson).length,
    };
  } finally {
    watch.stop();
    await platform.stop();
  }
}
