/**
 * The order of test files. Those of a group share the workers, so that what computes runs beside what waits, and none that takes long is
 * left to run alone at the end.
 */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Two that take longest and wait most: for platforms that start, for jobs one after the other. They leave one of three workers free. */
const WAITING = ['test/local/kill', 'test/local/permissions'];

/** Unit tests that take longest, half of the time of all of them. Most of them compute: beside those that wait. */
const COMPUTING = [
  'lambdas/map/core/steps/incremental',
  'lambdas/map/core/steps/incremental-places',
  'lambdas/map/core/registration/far-pairs',
  'lambdas/map/core/tiling/tile-batch',
  'lambdas/map/core/maps/show-tile',
  'local/stepfunctions/map/distributed',
  'lambdas/map/core/steps/batch-sizes',
  'lambdas/map/core/steps/later-builds',
  'local/stepfunctions/states',
  'lambdas/map/core/registration/calibrate',
  'lambdas/map/core/jobs/redrive-job',
  'local/lambda/functions',
  'lambdas/map/core/maps/roll-back',
  'lambdas/map/adapters/game/openttd',
  'local/wiring/event-source-mappings',
  'local/stepfunctions/expressions',
  'local/sqs/visibility',
  'local/stepfunctions/conformance/redrive',
];

const LONGEST = [
  // A minute of the first is a wait. The second sends thousands of requests, the next two make maps of dozens of shots.
  ...['local/arrivals', 'local/api-mutations', 'local/cost', 'local/incremental'],
  ...['local/endings', 'local/corrections', 'local/redrive', 'local/s3-mutations', 'local/tidy', 'map/placing'],
  ...['local/damaged-base', 'local/restart', 'local/resumed-upload', 'local/api-matrix', 'cli/documents'],
  ...[
    'local/delete-map',
    'local/rollback',
    'cli/exit-codes',
    'browser/gallery',
    'browser/viewer',
    'browser/upload-many',
  ],
  ...['browser/interrupted', 'browser/home', 'browser/away', 'browser/redrive', 'browser/new-map', 'browser/cancel'],
  ...['browser/pages', 'browser/compare', 'browser/builds'],
].map((name) => `test/${name}`);

const ORDER = [...WAITING, ...COMPUTING, ...LONGEST];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId, project }: TestSpecification) => {
      const at = ORDER.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
      // The other unit tests are short: they come last, where they fill what time is left.
      if (at < 0) return project.name === 'unit' ? ORDER.length + 1 : ORDER.length;
      return at;
    };
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => place(a) - place(b));
  }
}
