import { expect, test } from 'vitest';
import type { Job } from '../../lambdas/map/schemas.ts';
import { countedStage, hasEnded, stageLines } from './stages.ts';

const counts = { total: 48, completed: 10, failed: 0, as_before: 0 };
const stages: Job['stages'] = [
  { name: 'capture', ...counts, completed: 48 },
  { name: 'coords', ...counts },
];

const states = (status: Job['status'], stage: Job['stage']) =>
  stageLines({ status, stage, stages }).map((line) => line.state);

test.each([
  ['preparing', null, ['waiting', 'waiting', 'waiting', 'waiting', 'waiting', 'waiting']],
  ['running', 'capturing', ['now', 'waiting', 'waiting', 'waiting', 'waiting', 'waiting']],
  ['running', 'verifying', ['done', 'done', 'done', 'now', 'waiting', 'waiting']],
  ['failed', 'tiling', ['done', 'done', 'failed', 'unreached', 'unreached', 'unreached']],
  ['failed', null, ['unreached', 'unreached', 'unreached', 'unreached', 'unreached', 'unreached']],
  ['cancelled', 'locating', ['done', 'stopped', 'unreached', 'unreached', 'unreached', 'unreached']],
  ['completed', 'cleaning', ['done', 'done', 'done', 'done', 'done', 'done']],
] as const)('%s at %s', (status, stage, expected) => {
  expect(states(status, stage)).toEqual(expected);
});

test('stages that work item by item carry their counts, the others none', () => {
  const lines = stageLines({ status: 'running', stage: 'locating', stages });
  expect(lines.map((line) => line.counts)).toEqual([
    { name: 'capture', ...counts, completed: 48 },
    { name: 'coords', ...counts },
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('a job ends completed, failed or cancelled', () => {
  const ended = (['preparing', 'running', 'completed', 'failed', 'cancelled'] as const).filter((status) =>
    hasEnded({ status }),
  );
  expect(ended).toEqual(['completed', 'failed', 'cancelled']);
});

test.each([
  ['running', 'capturing', 'capture'],
  ['running', 'verifying', undefined],
  ['preparing', null, undefined],
  ['failed', 'capturing', undefined],
] as const)('%s at %s works on the items of %s', (status, stage, name) => {
  expect(countedStage({ status, stage, stages })?.name).toBe(name);
});
