import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

/** A third of the time of unit tests went into loading the same modules for each file anew. What a test changes, it puts back. */
const SAME_WORKERS = { isolate: false, restoreMocks: true, unstubEnvs: true, unstubGlobals: true } as const;

/** As long as Playwright waits. Vitest's own second is over on a busy machine before a function's process has started. */
const PATIENT = { expect: { poll: { timeout: 30_000 } } } as const;

/**
 * All tests run at the same time, in the order of `LongestFirst`: those of the system and of pages wait a good part of their time (for a
 * platform to start, for a pause of a state machine, for what a page asks), and others compute meanwhile. Two cores need four at a time for
 * that; twenty warm functions of a platform hold 1.6 GB, so more than six are too many for a laptop.
 */
const TOGETHER = {
  sequence: { groupOrder: 0 },
  maxWorkers: Math.min(6, Math.max(4, availableParallelism() - 1)),
} as const;

/** Unit tests stand beside the file they prove; what needs more than one file lives in `test/`. */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{lib,lambdas,local,client,cli,web,scripts,bench,images}/**/*.test.{ts,tsx}'],
          ...SAME_WORKERS,
          ...PATIENT,
          ...TOGETHER,
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'system',
          include: ['test/**/*.test.ts'],
          exclude: ['test/support/**', 'test/browser/**'],
          globalSetup: ['test/support/shared-platform.ts'],
          ...SAME_WORKERS,
          ...PATIENT,
          ...TOGETHER,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/browser/setup.ts'],
          ...SAME_WORKERS,
          ...PATIENT,
          ...TOGETHER,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
