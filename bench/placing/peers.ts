/** OpenCV by Debian's `python3-opencv`, for whoever has it. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { measure } from '../process.ts';

export const PYTHON = '/usr/bin/python3';

export const peerIsInstalled = () => spawnSync(PYTHON, ['-c', 'import cv2'], { stdio: 'ignore' }).status === 0;
export const NO_PEER = 'cv2: `python3-opencv` is not installed';

/** On one core, like ours. */
export async function askPeer<Answer>(
  script: 'pairs' | 'placement',
  positions: string,
  folder: string,
): Promise<Answer> {
  const { output } = await measure([PYTHON, join(import.meta.dirname, 'peers', `${script}.py`), positions, folder]);
  return JSON.parse(output) as Answer;
}

export async function askOurs<Answer>(what: 'pairs' | 'placement', positions: string, folder: string): Promise<Answer> {
  const script = join(import.meta.dirname, 'ours.ts');
  const { output } = await measure([process.execPath, script, what, positions, folder]);
  return JSON.parse(output) as Answer;
}
