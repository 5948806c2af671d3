/** The same folder of shots made a map of by other programs: OpenCV places and pastes, `vips dzsave` cuts the pyramid. */
import { spawn } from 'node:child_process';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KnownShot } from '../placing/dataset.ts';
import { countShots, judgeShots, type ShotSaid } from '../placing/judge.ts';
import { NO_PEER, peerIsInstalled } from '../placing/peers.ts';
import { isInstalled } from '../process.ts';
import { type Load, watchProcesses } from './watch-processes.ts';

export type PeerRun = {
  seconds: { placing: number; pasting: number; tiles: number };
  canvasMb: number;
  /** Of both programs, one after the other. */
  load: Load[];
  places: ReturnType<typeof countShots>;
};

const PIPELINE = join(import.meta.dirname, 'peers', 'pipeline.py');
/** As `bench/tiles/dzsave.ts`: the same tiles, black where ours are transparent. */
const DZSAVE = ['--layout', 'google', '--tile-size', '512', '--background', '0', '--suffix', '.webp[Q=80,effort=0]'];

/** Why it cannot run here, if so. */
export function whyNoPeer(): string | undefined {
  if (!peerIsInstalled()) return NO_PEER;
  return isInstalled('vips') ? undefined : 'vips: `libvips-tools` is not installed';
}

/** @param folder holds `shots`. @throws Error with what a program said, when it comes to its end */
export async function runPeer(shots: KnownShot[], folder: string): Promise<PeerRun> {
  const out = join(folder, 'peer');
  await mkdir(out, { recursive: true });
  const positions = join(out, 'dataset.json');
  const captures = shots.map(({ key: file, row, col, nominal, true: at }) => ({ file, row, col, nominal, true: at }));
  await writeFile(positions, JSON.stringify({ captures }));
  const canvas = join(out, 'world.ppm');
  const placed = await watched('/usr/bin/python3', PIPELINE, positions, join(folder, 'shots'), canvas);
  const said = JSON.parse(placed.output) as { shots: ShotSaid[]; placing: number; pasting: number };
  const cut = await watched('vips', 'dzsave', canvas, join(out, 'tiles'), ...DZSAVE);
  return {
    seconds: { placing: said.placing, pasting: said.pasting, tiles: cut.seconds },
    canvasMb: (await stat(canvas)).size / 2 ** 20,
    load: [placed.load, cut.load],
    places: countShots(judgeShots(said.shots, shots)),
  };
}

async function watched(...[program, ...words]: [string, ...string[]]) {
  const begun = performance.now();
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  const watch = watchProcesses({ [program]: child.pid! });
  const texts = { output: '', complaints: '' };
  child.stdout.on('data', (text) => (texts.output += text));
  child.stderr.on('data', (text) => (texts.complaints += text));
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.on('close', (...how) => resolve(how)),
  );
  const load = watch.load();
  watch.stop();
  if (code !== 0) throw new Error(`${program} ended with ${code ?? signal}: ${texts.complaints.trim().slice(-500)}`);
  return { output: texts.output, load, seconds: (performance.now() - begun) / 1000 };
}
