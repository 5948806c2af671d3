/** `TESSERA_FAULTS`: how many function calls die on purpose, for tests (docs/local.md). */
import type { FaultOptions } from '../lambda/faults.ts';
import { UsageError } from './options.ts';

const FORM = 'TESSERA_FAULTS must be like rate=0.1,seed=7,only=tile';

/**
 * @param text `rate=R[,seed=N][,only=PATTERN]`: share of the calls from 0 to 1, and a regular expression for the names of
 * the functions
 * @throws UsageError with one sentence
 */
export function readFaults(text: string | undefined): FaultOptions | undefined {
  if (!text) return undefined;
  const values = new Map(text.split(',').map((pair) => pair.split(/=(.*)/s).slice(0, 2) as [string, string]));
  for (const key of values.keys())
    if (!['rate', 'seed', 'only'].includes(key)) throw new UsageError(`${FORM}: ${key}?`);
  const rate = Number(values.get('rate'));
  const seed = Number(values.get('seed') ?? 1);
  if (!(rate >= 0 && rate <= 1)) throw new UsageError(`${FORM}: rate is a number from 0 to 1.`);
  if (!Number.isInteger(seed)) throw new UsageError(`${FORM}: seed is a whole number.`);
  return { rate, seed, ...pattern(values.get('only')) };
}

function pattern(text: string | undefined): { only?: RegExp } {
  if (text === undefined) return {};
  try {
    return { only: new RegExp(text, 'i') };
  } catch (error) {
    throw new UsageError(`${FORM}: ${(error as Error).message}`);
  }
}
