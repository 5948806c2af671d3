/**
 * The order of test files. Those of a group share the workers, so that what computes runs beside what waits, and none that takes long is
 * left to run alone at the end.
 */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** They take longest and wait most: for pages, for platforms that start, for jobs one after the other, for a queue's minute. */
const WAITING = ['test/browser/gallery', 'test/local/permissions', 'test/local/kill', 'test/local/arrivals'];

/** Unit tests that take longest, half of the time of all of them. Most of them compute: beside those that wait. */
const COMPUTING = [
  'lambdas/map/core/steps/incremental',
  'cli/main',
  'lambdas/map/core/steps/incremental-places',
  'lambdas/map/core/registration/far-pairs',
  'local/wiring/event-source-mappings',
  'local/lambda/functions',
  'lambdas/map/core/maps/show-tile',
  'local/stepfunctions/map/distributed',
  'lambdas/map/adapters/game/openttd',
  'local/stepfunctions/expressions',
  'local/stepfunctions/states',
  'lambdas/map/core/steps/later-builds',
  'local/sqs/visibility',
  'local/stepfunctions/conformance/redrive',
  'lambdas/map/core/tiling/tile-batch',
  'lambdas/map/core/maps/roll-back',
  'lambdas/map/core/registration/calibrate',
  'lambdas/map/core/tiling/take-over',
];

const SYSTEM = [
  ...['api-mutations', 'endings', 'cost', 'incremental', 'corrections', 'redrive', 'origin-secret', 'game-map'].map(
    local,
  ),
  'test/cli/exit-codes',
  'test/cli/documents',
  ...['resumed-upload', 'rollback', 'restart', 'delete-map', 'tidy', 'game-flow', 'damaged-base'].map(local),
];

const BROWSER = [
  ...['viewer', 'album', 'away', 'home', 'new-map', 'upload-many', 'interrupted', 'album-share', 'private-map'],
  ...['tile-origin', 'compare', 'cancel', 'builds', 'redrive', 'move-shot', 'album-return'],
].map((name) => `test/browser/${name}`);

function local(name: string): string {
  return `test/local/${name}`;
}

/**
 * Files of one project in one piece: a worker is kept only where the next file is of its project, and a new one loads all modules anew,
 * and starts a browser of its own. `PROJECT/` stands for all others of it. Short unit tests come last, where they fill what time is left.
 */
const ORDER = [...WAITING, ...COMPUTING, ...SYSTEM, 'system/', ...BROWSER, 'browser/', 'unit/'];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId, project }: TestSpecification) => {
      const at = ORDER.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
      return at < 0 ? ORDER.indexOf(`${project.name}/`) : at;
    };
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => place(a) - place(b));
  }
}
