import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

/** A third of the time of unit tests went into loading the same modules for each file anew. What a test changes, it puts back. */
const SAME_WORKERS = { isolate: false, restoreMocks: true, unstubEnvs: true, unstubGlobals: true } as const;

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
          maxWorkers: Math.max(2, availableParallelism() - 1),
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
          // Most of the time they wait: for a platform to start, for a pause of a state machine, for a cache to grow old.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
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
          // They wait as well: for jobs, for polls, for pictures. More than two slow each other down.
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
