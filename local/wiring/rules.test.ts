import { expect, test } from 'vitest';
import type { Rule } from '../events/bus.ts';
import type { Deployed, Deployment } from './deployed.ts';
import { functionArn } from './identity.ts';
import { ensureRules } from './rules.ts';

const deployed = (type: string, path: string, properties: object): Deployed => ({
  resource: { stack: 'App', logicalId: path, path: `App/${path}/Resource`, type, properties: {}, condition: undefined },
  properties,
});
const settle = deployed('AWS::Lambda::Function', 'Settle', {});
const target = { Id: 'Target0', Arn: functionArn(settle.resource) };
const EventPattern = { source: ['aws.states'] };
const rule = (properties: object) =>
  deployed('AWS::Events::Rule', 'Ended', { EventPattern, State: 'ENABLED', ...properties });

function rulesOf(...all: Deployed[]) {
  const rules: Rule[] = [];
  const deployment = { ofType: (type) => all.filter(({ resource }) => resource.type === type) } as Deployment;
  ensureRules(deployment, { setRules: (given) => void rules.push(...given) });
  return rules;
}

test('rules reach the functions of the templates', () => {
  expect(rulesOf(settle, rule({ Targets: [target] }))).toMatchObject([
    { name: 'App-Ended', pattern: EventPattern, targets: [{ id: 'Target0', functionName: 'App-Settle' }] },
  ]);
});

test('a rule that is switched off is none', () => {
  expect(rulesOf(settle, rule({ Targets: [target], State: 'DISABLED' }))).toEqual([]);
});

test.each([
  ['an operator', { EventPattern: { source: [{ prefix: 'aws' }] }, Targets: [target] }, /App\/Ended.*source.*prefix/],
  ['another target', { Targets: [{ ...target, Arn: 'arn:aws:sqs:x' }] }, /App\/Ended.*Target0.*arn:aws:sqs:x/],
])('%s is refused by the path of the rule', (_, properties, message) => {
  expect(() => rulesOf(settle, rule(properties))).toThrow(message);
});
