/** `npm run bench -- placement --positions DATASET.json`: from PNG files to places, decoding included, beside the same in OpenCV. */
import sharp from 'sharp';
import type { Placement } from '../../lambdas/map/placement.ts';
import type { Benchmark } from '../bench.ts';
import { median } from '../process.ts';
import { readDataset } from './dataset.ts';
import { countShots, judgeShots, type ShotSaid } from './judge.ts';
import { onDisk } from './on-disk.ts';
import { askOurs, askPeer, NO_PEER, peerIsInstalled } from './peers.ts';

type Answer = { shots: ShotSaid[]; cpuSeconds: number };
type Contender = { name: string; answer: Answer };

/** Runs are interleaved; the answers are the same in each, of the times the medians count. */
export const benchPlacement: Benchmark = async ({ positions, captures, runs, progress }) => {
  const set = await readDataset(positions, captures);
  const withPeer = peerIsInstalled();
  const all: Contender[][] = [];
  // PNG is what games write.
  const toPng = (bytes: Uint8Array) => sharp(bytes).removeAlpha().png().toBuffer();
  await onDisk(set, toPng, async (list, folder) => {
    for (let run = 0; run < runs; run++) {
      const contenders = [{ name: 'ours', answer: await ours(list, folder) }];
      if (withPeer) contenders.push({ name: 'cv2', answer: await askPeer<Answer>('placement', list, folder) });
      all.push(contenders);
      const times = contenders.map(({ name, answer }) => `${name} ${answer.cpuSeconds.toFixed(2)} CPU s`);
      progress(`${run + 1}/${runs}: ${times.join(', ')}`);
    }
  });
  const rows = all[0]!.map(({ name, answer }, index) => {
    const judged = judgeShots(answer.shots, set.shots);
    if (name === 'ours')
      for (const { id, off, confidence, reason } of judged.filter(({ right }) => !right))
        progress(`${id}: off by ${off}, ${confidence.toFixed(3)} ${reason}`);
    const speed = median(all.map((run) => answer.shots.length / run[index]!.answer.cpuSeconds));
    return { name, ...countShots(judged), 'shots a CPU s': speed };
  });
  const [first, second] = rows;
  const ratio = {
    name: 'shots a CPU s of ours / cv2',
    value: first!['shots a CPU s'] / (second?.['shots a CPU s'] ?? 1),
  };
  return { rows, ratios: second ? [ratio] : [], skipped: second ? [] : [NO_PEER] };
};

async function ours(positions: string, folder: string): Promise<Answer> {
  type Said = { placement: Placement; cpuSeconds: number };
  const { placement, cpuSeconds } = await askOurs<Said>('placement', positions, folder);
  return { shots: placement.shots, cpuSeconds };
}
