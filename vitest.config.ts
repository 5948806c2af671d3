import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

/** A third of the time of unit tests went into loading the same modules for each file anew. What a test changes, it puts back. */
const SAME_WORKERS = {
  ...{ isolate: false, restoreMocks: true, unstubEnvs: true, unstubGlobals: true },
  setupFiles: ['test/support/equal-bytes.ts'],
};

/** As long as Playwright waits. Vitest's own second is over on a busy machine before a function's process has started. */
const TIMEOUT = 30_000;
const PATIENT = { expect: { poll: { timeout: TIMEOUT } } } as const;
/** What a platform is asked costs it and whoever asks 20 ms of a core and more: as often as Vitest asks unless told, half of one. */
const CALM = { expect: { poll: { timeout: TIMEOUT, interval: 250 } } } as const;

/**
 * Unit and system tests run at the same time, in the order of `LongestFirst`: the system tests wait most of the time (for a platform to
 * start, for a pause of a state machine, for a cache to grow old), and the unit tests compute meanwhile.
 * Twenty warm functions of a platform hold 1.6 GB, so more than six at a time are too many for a laptop.
 */
const TOGETHER = {
  sequence: { groupOrder: 0 },
  maxWorkers: Math.min(6, Math.max(3, availableParallelism() - 1)),
} as const;

/** Unit tests stand beside the file they prove; what needs more than one file lives in `test/`. */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    // Else CDK warns of the small stacks of tests, which lack most of what a template has: a second of a core for each, unread.
    env: { CDK_VALIDATION: 'false' },
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
          ...CALM,
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
          ...CALM,
          // They wait as well: for jobs, for polls, for pictures. More than two slow each other down.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
