import { judgeBareTwin } from './bare-twin.ts';
import type { Judge } from './judge.ts';
import { runSqsSuite } from './sqs-suite.ts';

export const twinSqs: Judge = {
  name: 'SQS: own suite against the bare twin',
  judge: () => judgeBareTwin(runSqsSuite),
};
