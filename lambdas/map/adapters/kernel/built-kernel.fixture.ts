import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { builtKernel } from '../../../../scripts/build/kernel.ts';
import { startKernel } from './start-kernel.ts';

const root = resolve(import.meta.dirname, '../../../..');

/** The kernel for tests and measurements, from its sources: it is compiled only if they changed since. */
export const freshKernel = async () => startKernel(await readFile(await builtKernel(root)));
