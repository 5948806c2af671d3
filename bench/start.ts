/** How long a person waits: the first start (nothing built), the sample map, a start again without changes. */
import { rm } from 'node:fs/promises';
import { removeFolder, startPlatform, temporaryFolder } from '../test/support/platform.ts';
import type { Options, Result } from './bench.ts';
import { median } from './process.ts';

export async function benchStart({ runs, progress }: Options): Promise<Result> {
  const first: number[] = [];
  const sample: number[] = [];
  const again: number[] = [];
  for (let run = 0; run < runs; run++) {
    await Promise.all(['dist', 'cdk.out'].map((folder) => rm(folder, { recursive: true, force: true })));
    const data = await temporaryFolder();
    const platform = await startPlatform(data);
    first.push(platform.readySeconds);
    const ready = performance.now();
    await platform.printed(/execution \S+ SUCCEEDED/, 300);
    sample.push((performance.now() - ready) / 1000);
    await platform.stop();
    const second = await startPlatform(data);
    again.push(second.readySeconds);
    await second.stop();
    await removeFolder(data);
    progress(`run ${run + 1}: ${first.at(-1)} s, sample map ${sample.at(-1)!.toFixed(1)} s, again ${again.at(-1)} s`);
  }
  const row = (name: string, seconds: number[]) => ({
    name,
    'median, s': median(seconds),
    'worst, s': Math.max(...seconds),
  });
  const rows = [
    row('first start ready', first),
    row('sample map complete after that', sample),
    row('start again ready', again),
  ];
  return { rows, ratios: [], skipped: [] };
}
