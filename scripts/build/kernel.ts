import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, type Step } from './cached.ts';

/** Where the kernel of registration stands once it is built, from the project's root. */
const KERNEL_FILE = 'dist/kernel/kernel.wasm';

/**
 * The SIMD kernel (layers/opencv/kernel) from AssemblyScript: 2-3 s. Without its runtime, since it allocates nothing; without
 * checks, since addresses are ours. Relaxed SIMD is left out: its results depend on the machine.
 */
const OPTIONS = [
  ...['-O3', '--converge', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--enable', 'bulk-memory'],
  // Vectors only travel within the module.
  ...['--disableWarning', '112'],
];

function kernelStep(root: string): Step {
  return {
    name: 'kernel',
    inputs: ['layers/opencv/kernel', 'node_modules/assemblyscript/package.json', 'scripts/build/kernel.ts'],
    outputs: [KERNEL_FILE],
    make: () => compile(root),
  };
}

/** Builds the kernel if it is not there as its sources are. @returns its path */
export async function builtKernel(root: string): Promise<string> {
  await cached(root, kernelStep(root));
  return join(root, KERNEL_FILE);
}

/** @throws Error with the compiler's words */
async function compile(root: string): Promise<void> {
  const file = join(root, KERNEL_FILE);
  const partial = `${file}.${randomUUID()}`;
  await mkdir(join(file, '..'), { recursive: true });
  try {
    await run(root, ['layers/opencv/kernel/index.ts', '--outFile', partial, ...OPTIONS]);
    await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
  }
}

/** A process of its own: the compiler takes 200 MB, which a build or a test would keep. */
function run(root: string, options: string[]): Promise<void> {
  const compiler = join(root, 'node_modules/assemblyscript/bin/asc.js');
  const child = spawn(process.execPath, [compiler, ...options], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let says = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (says += bytes));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`The kernel does not compile:\n${says.trim()}`)),
    );
  });
}
