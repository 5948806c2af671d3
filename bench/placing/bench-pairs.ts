/** `npm run bench -- pairs --positions DATASET.json`: what neighbours say of each other, beside OpenCV's two ways. */
import type { Pair } from '../../lambdas/map/placement.ts';
import type { Benchmark } from '../bench.ts';
import { median } from '../process.ts';
import { type KnownShot, readDataset } from './dataset.ts';
import { countPairs, type JudgedPair, judgePairs, type PairSaid } from './judge.ts';
import { askOurs, askPeer, NO_PEER, peerIsInstalled } from './peers.ts';

type Contender = { name: string; said: PairSaid[]; cpuSeconds: number };

/** Runs are interleaved; the answers are the same in each, of the times the medians count. */
export const benchPairs: Benchmark = async ({ positions, captures, runs, progress }) => {
  const { shots } = await readDataset(positions, captures);
  const withPeer = peerIsInstalled();
  const all: Contender[][] = [];
  for (let run = 0; run < runs; run++) {
    all.push([await ours(positions, captures), ...(withPeer ? await peers(positions, captures) : [])]);
    progress(
      `${run + 1}/${runs}: ${all[run]!.map(({ name, cpuSeconds }) => `${name} ${cpuSeconds.toFixed(2)} CPU s`).join(', ')}`,
    );
  }
  const rows = all[0]!.map(({ name, said }, index) => {
    const judged = judgePairs(said, shots);
    tellMistakes(name, judged, shots, progress);
    const milliseconds = median(all.map((run) => (1000 * run[index]!.cpuSeconds) / said.length));
    return { name, ...countPairs(judged), 'CPU ms a pair': milliseconds };
  });
  const [first, ...others] = rows;
  return {
    rows,
    ratios: others.map((peer) => ({
      name: `CPU of ${peer.name} / ours`,
      value: peer['CPU ms a pair'] / first!['CPU ms a pair'],
    })),
    skipped: withPeer ? [] : [NO_PEER],
  };
};

async function ours(positions: string, folder: string): Promise<Contender> {
  const { pairs, cpuSeconds } = await askOurs<{ pairs: Pair[]; cpuSeconds: number }>('pairs', positions, folder);
  const said = pairs.map(({ a, b, offsets, confidence, reason }) => ({
    a,
    b,
    offset: offsets[0]?.at ?? null,
    confidence,
    reason,
  }));
  return { name: 'ours', said, cpuSeconds };
}

async function peers(positions: string, folder: string): Promise<Contender[]> {
  const answer = await askPeer<Record<string, { pairs: PairSaid[]; cpuSeconds: number }>>('pairs', positions, folder);
  return Object.entries(answer).map(([name, { pairs, cpuSeconds }]) => ({ name, said: pairs, cpuSeconds }));
}

/** Of ours every pair that is neither right nor called flat, for whoever wants to know why. */
function tellMistakes(name: string, judged: JudgedPair[], shots: KnownShot[], progress: (line: string) => void): void {
  if (name !== 'ours') return;
  for (const { a, b, offset, truth, confidence, reason } of judged.filter((pair) => !pair.right)) {
    const known = [a, b].every((id) => shots.find((shot) => shot.id === id)!.solvable);
    progress(
      `${a} ${b}: said ${offset}, is ${truth}, ${confidence.toFixed(3)} ${reason}${known ? '' : ' (cannot be known)'}`,
    );
  }
}
