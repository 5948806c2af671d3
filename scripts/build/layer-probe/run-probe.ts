import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { MEMORY_MB } from '../../../lib/limits.ts';
import { cached } from '../cached.ts';
import { BUNDLING } from '../handlers.ts';
import { OPENCV_LAYER, opencvLayerStep } from '../opencv-layer.ts';
import type { ProbeAnswer } from './probe.ts';

/**
 * Starts the layer of registration as a Lambda would: a bundle in a folder without any packages, a Node process whose heap is as
 * large as a worker's memory allows, and of the environment only where layers are (NODE_PATH).
 */
export async function runProbe(root: string): Promise<ProbeAnswer> {
  await cached(root, opencvLayerStep(root));
  const folder = await mkdtemp(join(tmpdir(), 'layer-probe-'));
  try {
    const bundle = join(folder, 'index.mjs');
    const entry = join(root, 'scripts/build/layer-probe/probe.ts');
    await build({ ...BUNDLING, absWorkingDir: root, entryPoints: [entry], outfile: bundle });
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [`--max-old-space-size=${MEMORY_MB.worker}`, bundle],
      {
        cwd: folder,
        env: { NODE_PATH: join(root, OPENCV_LAYER, 'nodejs/node_modules') },
      },
    );
    return JSON.parse(stdout) as ProbeAnswer;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
