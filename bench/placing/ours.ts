/** `ours.ts pairs|placement POSITIONS FOLDER`: a process of its own, so that it can be held to one core. Answers JSON. */
import { sharpPictures } from '../../lambdas/map/adapters/sharp-pictures.ts';
import { calibrationSample } from '../../lambdas/map/core/neighbours/calibration-sample.ts';
import { withNeighbours } from '../../lambdas/map/core/neighbours/neighbours.ts';
import { calibrate } from '../../lambdas/map/core/registration/calibrate.ts';
import type { Pixels } from '../../lambdas/map/ports/pictures.ts';
import { generatedSet, type KnownSet, readDataset } from './dataset.ts';
import { comparePairs, estimate, toolsFor } from './estimate.ts';

/** Of all threads. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

async function timed<Answer extends object>(work: () => Promise<Answer>): Promise<Answer & { cpuSeconds: number }> {
  const before = cpuSeconds();
  const answer = await work();
  return { ...answer, cpuSeconds: cpuSeconds() - before };
}

/**
 * Of the same pairs that the peers compare. Decoded, and calibrated once for all pairs, before the clock runs; what each shot is
 * prepared with counts.
 */
async function pairsOf(set: KnownSet) {
  const decoded = new Map<string, Pixels>();
  for (const { key } of set.shots) decoded.set(key, await sharpPictures.decode(await set.bytes(key)));
  const keys = { ...set, bytes: async (key: string) => new TextEncoder().encode(key) };
  const { kernel, ...others } = await toolsFor(keys);
  // Decoding leaves the pixels in the kernel's memory; here they are copied there, which is not counted either.
  let copying = 0;
  const hold = (key: Uint8Array) => {
    const before = cpuSeconds();
    const picture = kernel.hold(decoded.get(new TextDecoder().decode(key))!);
    copying += cpuSeconds() - before;
    return picture;
  };
  const tools = { ...others, kernel, pictures: { ...sharpPictures, hold } };
  const items = withNeighbours(set.shots, { exact: false }).map((item) => ({
    ...item,
    neighbours: item.neighbours.filter(({ side }) => side === 'right' || side === 'below'),
  }));
  const calibration = await calibrate(calibrationSample(items), {}, tools);
  copying = 0;
  const answer = await timed(async () => ({ pairs: await comparePairs(items, calibration, tools) }));
  return { ...answer, cpuSeconds: answer.cpuSeconds - copying };
}

const [what, positions, folder] = process.argv.slice(2) as [string, string, string];
const set = await readDataset(positions, folder);
// A small city first, so that all of it is compiled before the clock runs, as OpenCV is and a worker after its first shots.
await estimate(await generatedSet('plain', 1, [320, 256]));
console.log(JSON.stringify(what === 'pairs' ? await pairsOf(set) : await timed(() => estimate(set))));
