/**
 * `npm run conformance [-- NAME...]`: own suites against the twin and, where they are found, against independent judges. What
 * is not installed is skipped by name. Ends with 1 when a judge found a difference that is not explained; NAME chooses the
 * judges whose name contains it.
 */
import { cfnLint } from './conformance/cfn-lint.ts';
import { kotlinClient } from './conformance/clients/kotlin.ts';
import { pythonClient } from './conformance/clients/python.ts';
import { heyApi, openapiTypescript } from './conformance/clients/typescript.ts';
import { dynamodbLocal } from './conformance/dynamodb-local.ts';
import { gameImage } from './conformance/game-image.ts';
import type { Judge, Verdict } from './conformance/judge.ts';
import { moto, motoEvents, motoSecrets } from './conformance/moto.ts';
import { promtool } from './conformance/promtool.ts';
import { twinDynamodb } from './conformance/twin-dynamodb.ts';
import { twinEvents } from './conformance/twin-events.ts';
import { twinS3 } from './conformance/twin-s3.ts';
import { twinSecrets } from './conformance/twin-secrets.ts';
import { twinSqs } from './conformance/twin-sqs.ts';
import { twinStates } from './conformance/twin-states.ts';
import { versitygw } from './conformance/versitygw.ts';

const judges: Judge[] = [
  twinS3,
  twinDynamodb,
  twinStates,
  twinSqs,
  twinEvents,
  twinSecrets,
  versitygw,
  dynamodbLocal,
  moto,
  motoEvents,
  motoSecrets,
  cfnLint,
  promtool,
  gameImage,
  openapiTypescript,
  heyApi,
  pythonClient,
  kotlinClient,
];

const HELP = `npm run conformance [-- NAME...]

  Lets independent judges, and our own suites, decide whether the twin and the templates do what AWS does. A judge that is not
  installed is skipped by name; docs/conformance.md says how to get them. NAME: only judges whose name contains it.

Judges:
${judges.map(({ name }) => `  ${name}`).join('\n')}

Examples:
  # all that are installed
  npm run conformance
  # those of Step Functions
  npm run conformance -- functions

Exit codes:
  0  all agree, but for differences that are explained
  1  a judge found a difference that is not explained
  2  no judge has such a name`;

const arguments_ = process.argv.slice(2);
if (arguments_.some((argument) => argument === '--help' || argument === '-h')) {
  console.log(HELP);
  process.exit(0);
}
const wanted = arguments_.map((name) => name.toLowerCase());
const chosen = judges.filter(
  ({ name }) => wanted.length === 0 || wanted.some((part) => name.toLowerCase().includes(part)),
);
if (chosen.length === 0) {
  console.error(`No judge is called ${wanted.join(' or ')}. There are: ${judges.map(({ name }) => name).join('; ')}.`);
  process.exit(2);
}

const count = { agree: 0, differ: 0, skipped: 0 };
for (const { name, judge } of chosen) {
  const started = performance.now();
  let verdict: Verdict;
  try {
    verdict = await judge((line) => console.error(line));
  } catch (error) {
    verdict = { checked: 0, differences: [`it could not judge: ${(error as Error).message}`] };
  }
  if ('skipped' in verdict) {
    count.skipped++;
    console.log(`skipped  ${name}: ${verdict.skipped}`);
    continue;
  }
  const { checked, differences, expected = [] } = verdict;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const known = expected.length > 0 ? `, ${expected.length} known differences` : '';
  count[differences.length === 0 ? 'agree' : 'differ']++;
  console.log(
    `${differences.length === 0 ? 'agrees ' : 'DIFFERS'}  ${name}: ${checked} checked${known} (${seconds} s)`,
  );
  for (const difference of differences) console.log(`         ${difference}`);
}
console.log(`conformance: ${count.agree} agree, ${count.differ} differ, ${count.skipped} skipped`);
process.exitCode = count.differ > 0 ? 1 : 0;
