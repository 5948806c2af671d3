/** Our own DynamoDB suite against the bare twin. */
import { judgeBareTwin } from './bare-twin.ts';
import type { Judge } from './judge.ts';
import { runSuite } from './vitest-suite.ts';

export const twinDynamodb: Judge = {
  name: 'DynamoDB: own suite against the bare twin',
  judge: () => judgeBareTwin((url) => runSuite(['local/dynamodb/conformance'], { TESSERA_JUDGED_DYNAMODB: url })),
};
