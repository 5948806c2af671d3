import { judgeBareTwin } from './bare-twin.ts';
import type { Judge } from './judge.ts';
import { runSecretsSuite } from './secrets-suite.ts';

export const twinSecrets: Judge = {
  name: 'Secrets Manager: own suite against the bare twin',
  judge: () => judgeBareTwin(runSecretsSuite),
};
