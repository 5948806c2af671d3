/** `npm run bench -- robust [--seed N] [--case NAME]`: every generated case, and how right and how honest the places are. */
import type { Benchmark, Result } from '../bench.ts';
import { CASES, type CaseName } from '../cities/cases.ts';
import { WrongInput } from '../wrong-input.ts';
import { generatedSet, type KnownSet } from './dataset.ts';
import { estimate } from './estimate.ts';
import { countShots, type JudgedShot, judgeShots, type ShotSaid } from './judge.ts';
import { onDisk } from './on-disk.ts';
import { askPeer, NO_PEER, peerIsInstalled } from './peers.ts';

export const benchRobust: Benchmark = async ({ seed, case: only, progress }) => {
  const names = (Object.keys(CASES) as CaseName[]).filter((name) => !only || only.split(',').includes(name));
  if (names.length === 0) throw new WrongInput(`--case is one of ${Object.keys(CASES).join(', ')}.`);
  const withPeer = peerIsInstalled();
  const all: { ours: JudgedShot[]; peer: JudgedShot[] } = { ours: [], peer: [] };
  const rows: Result['rows'] = [];
  for (const name of names) {
    const set = await generatedSet(name, seed);
    const ours = judgeShots((await estimate(set)).placement.shots, set.shots);
    const peer = withPeer ? judgeShots(await cv2(set), set.shots) : [];
    all.ours.push(...ours);
    all.peer.push(...peer);
    rows.push(rowOf(name, ours, peer));
    progress(`${name}: ${JSON.stringify(countShots(ours))}`);
    for (const { id, off, confidence, reason } of ours.filter(({ right, confidence }) => !right && confidence >= 0.5))
      progress(`  ${id}: off by ${off.map((value) => value.toFixed(1))}, ${confidence.toFixed(3)} ${reason}`);
  }
  return { rows: [...rows, rowOf('all', all.ours, all.peer)], ratios: [], skipped: withPeer ? [] : [NO_PEER] };
};

const cv2 = (set: KnownSet): Promise<ShotSaid[]> =>
  onDisk(
    set,
    (bytes) => bytes,
    async (list, folder) => (await askPeer<{ shots: ShotSaid[] }>('placement', list, folder)).shots,
  );

function rowOf(name: string, ours: JudgedShot[], peer: JudgedShot[]): Result['rows'][number] {
  const row = { name, ...countShots(ours), reasons: reasonsOf(ours) };
  if (peer.length === 0) return row;
  const { 'within 0.5 px': right, 'wrong at >= 0.5': wrong } = countShots(peer);
  return { ...row, 'cv2 within 0.5 px': right, 'cv2 wrong at >= 0.5': wrong };
}

/** `matched 28, one_pair 2` */
function reasonsOf(shots: JudgedShot[]): string {
  const counts = Map.groupBy(shots, ({ reason }) => reason ?? '');
  return [...counts]
    .map(([reason, { length }]) => `${reason} ${length}`)
    .toSorted()
    .join(', ');
}
