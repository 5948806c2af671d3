import { judgeBareTwin } from './bare-twin.ts';
import { runEventsSuite } from './events-suite.ts';
import type { Judge } from './judge.ts';

export const twinEvents: Judge = {
  name: 'S3 events: own suite against the bare twin',
  judge: () => judgeBareTwin(runEventsSuite),
};
