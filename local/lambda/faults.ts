/**
 * Functions that die on purpose, for tests of what calls them: at a moment in the middle of a call, or after the work was
 * done and before the answer. Callers see what they see of any crash: `Runtime.ExitError`.
 */
import { createHash } from 'node:crypto';
import { seeded } from '../seeded.ts';

export type FaultOptions = {
  /** Share of the calls that die, 0 to 1. */
  rate: number;
  seed: number;
  /** Of the functions whose names match; all when undefined. */
  only?: RegExp;
};

/** `part` of the time that a call of the function usually takes; undefined: when the work is done. */
export type Death = { part: number | undefined };

/** Says for each call of a function whether it dies: the same calls for the same seed, however functions take turns. */
export type Faults = (functionName: string) => () => Death | undefined;

export const createFaults =
  ({ rate, seed, only }: FaultOptions): Faults =>
  (functionName) => {
    if (only && !only.test(functionName)) return () => undefined;
    const random = seeded(createHash('sha256').update(`${functionName} ${seed}`).digest().readInt32LE());
    return () => {
      const [dies, middle, part] = [random() < rate, random() < 0.5, random()];
      return dies ? { part: middle ? part : undefined } : undefined;
    };
  };

export const noFaults: Faults = () => () => undefined;
