import { judgeBareTwin } from './bare-twin.ts';
import type { Judge } from './judge.ts';
import { runSuite } from './vitest-suite.ts';

export const twinStates: Judge = {
  name: 'Step Functions: own suite against the bare twin',
  judge: () => judgeBareTwin((url) => runSuite(['local/stepfunctions/conformance'], { TESSERA_JUDGED_STATES: url })),
};
