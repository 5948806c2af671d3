import { judgeBareTwin } from './bare-twin.ts';
import type { Judge } from './judge.ts';
import { runS3Suite } from './s3-suite.ts';

export const twinS3: Judge = {
  name: 'S3: own suite against the bare twin',
  judge: () => judgeBareTwin(runS3Suite),
};
