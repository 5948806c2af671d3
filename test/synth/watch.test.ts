import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { KINDS } from '../../lib/constructs/watch/alarm-plan.ts';
import { combinations, METRICS } from '../../lib/limits/metrics.ts';
import { flat, ofType, type Resource, synthesisedResources } from '../support/templates.ts';

let resources: Record<string, Resource>;
beforeAll(async () => {
  resources = await synthesisedResources();
});

const alarms = () => ofType(resources, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
/** All metrics of an alarm, alone or inside an expression, with the logical ids of what they measure. */
const metricsOf = (alarm: Record<string, any>): string[] =>
  [alarm, ...(alarm.Metrics ?? []).map(({ MetricStat }: any) => MetricStat?.Metric)]
    .filter((metric) => metric?.MetricName)
    .map(
      ({ MetricName, Dimensions = [] }) => `${MetricName} ${Dimensions.map(({ Value }: any) => flat(Value)).join(' ')}`,
    );
const watched = () => alarms().flatMap(metricsOf);
/** The bucket deployment of CDK works while a deployment runs, and fails it when it fails. */
const ofCdk = (id: string) => id.startsWith('CustomCDK');

describe('alarms', () => {
  test.each([
    ['AWS::Lambda::Function', ['Errors']],
    ['AWS::StepFunctions::StateMachine', ['ExecutionsFailed', 'ExecutionsTimedOut']],
    ['AWS::DynamoDB::GlobalTable', ['ReadThrottleEvents', 'WriteThrottleEvents']],
    ['AWS::Events::Rule', ['FailedInvocations']],
    ['AWS::ApiGatewayV2::Api', ['5xx', 'Latency']],
  ])('every %s has one for %j', (type, metrics) => {
    for (const [id] of ofType(resources, type).filter(([id]) => !ofCdk(id))) {
      for (const metric of metrics) {
        const found = watched().filter((each) => each.startsWith(`${metric} `) && each.includes(id));
        expect(found, `${metric} of ${id}`).toHaveLength(1);
      }
    }
  });

  test('every queue has one: that is worked on for what waits too long, else for what lies there', () => {
    for (const [id, { Properties }] of ofType(resources, 'AWS::SQS::Queue')) {
      const metric = Properties.RedrivePolicy ? 'ApproximateAgeOfOldestMessage' : 'ApproximateNumberOfMessagesVisible';
      const found = watched().filter((each) => each.includes(id));
      expect(
        found.map((each) => each.split(' ')[0]),
        id,
      ).toEqual([metric]);
    }
  });

  test('a stopped execution sounds, but where cancelling a job stops it; there its job counts', () => {
    for (const [id] of ofType(resources, 'AWS::StepFunctions::StateMachine')) {
      const found = watched().filter((each) => each.startsWith('ExecutionsAborted ') && each.includes(id));
      expect(found, id).toHaveLength(/^Build[0-9A-F]{8}$/.test(id) ? 0 : 1);
    }
    expect(watched()).toContain('map_jobs_died_total map');
  });

  test('there are functions, and refused calls of any of them sound', () => {
    expect(ofType(resources, 'AWS::Lambda::Function').length).toBeGreaterThan(18);
    expect(watched()).toContain('Throttles ');
  });

  test('silence is good news, and every alarm tells the topic', () => {
    for (const alarm of alarms()) {
      expect(alarm.TreatMissingData, alarm.AlarmName).toBe('notBreaching');
      expect(alarm.AlarmActions, alarm.AlarmName).toHaveLength(1);
    }
  });

  test('a sum of metrics that are silent while all is well fills the silence', () => {
    const sums = alarms().flatMap(({ Metrics }) =>
      (Metrics ?? []).map(({ Expression }: any) => Expression).filter(Boolean),
    );
    expect(sums.length).toBeGreaterThan(0);
    const others = sums.filter((each) => !/^FILL\(\w+, 0\)( \+ FILL\(\w+, 0\))*$/.test(each));
    // Its two metrics have values in the same minutes (lambdas/album/adapters/album-metrics.ts).
    expect(others).toEqual(['IF(tickets >= 20, 1 - photos / tickets, 0)']);
  });

  test('what functions count is read under the name and with the dimensions that they write', () => {
    const [name] = ofType(resources, 'AWS::Lambda::Function').flatMap(
      ([, { Properties }]) => Properties.Environment?.Variables?.POWERTOOLS_METRICS_NAMESPACE ?? [],
    );
    const read = alarms()
      .flatMap((alarm) => [alarm, ...(alarm.Metrics ?? []).map(({ MetricStat }: any) => MetricStat?.Metric)])
      .filter((metric) => metric?.Namespace === name);
    expect(read.length).toBeGreaterThan(4);
    for (const { MetricName, Dimensions } of read) {
      const { labels } = METRICS[MetricName as keyof typeof METRICS];
      const given = Object.fromEntries(Dimensions.map(({ Name, Value }: any) => [Name, Value]));
      expect(combinations(labels), MetricName).toContainEqual(given);
    }
  });

  test('an alarm reads ten metrics at most, and no SEARCH (CloudWatch refuses both)', () => {
    for (const alarm of alarms()) {
      expect(alarm.Metrics?.length ?? 1, alarm.AlarmName).toBeLessThanOrEqual(10);
      expect(JSON.stringify(alarm), alarm.AlarmName).not.toContain('SEARCH');
    }
  });

  test('CloudWatch may tell the topic, and use its key', () => {
    const allows = (type: string, property: string, action: string) =>
      ofType(resources, type).some(([, { Properties }]) =>
        Properties[property].Statement.some(
          (statement: any) =>
            statement.Effect === 'Allow' &&
            statement.Principal?.Service === 'cloudwatch.amazonaws.com' &&
            [statement.Action].flat().includes(action),
        ),
      );
    expect(allows('AWS::SNS::TopicPolicy', 'PolicyDocument', 'sns:Publish')).toBe(true);
    expect(allows('AWS::KMS::Key', 'KeyPolicy', 'kms:Decrypt')).toBe(true);
    expect(allows('AWS::KMS::Key', 'KeyPolicy', 'kms:GenerateDataKey*')).toBe(true);
    const [[, topic]] = ofType(resources, 'AWS::SNS::Topic') as [[string, Resource]];
    expect(JSON.stringify(topic.Properties.KmsMasterKeyId)).toContain('AlarmsKey');
  });
});

describe('the runbook', () => {
  const page = readFileSync('docs/runbooks/alarms.md', 'utf8');
  const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading!);

  test('has a part for each kind of alarm, and none for what does not sound', () => {
    expect(headings.sort()).toEqual([...KINDS].sort());
  });

  test('is where every alarm sends who hears it', () => {
    for (const { AlarmName, AlarmDescription } of alarms()) {
      const [, link] = /docs\/runbooks\/alarms\.md#(\S+)$/.exec(flat(AlarmDescription)) ?? [];
      expect(headings, AlarmName).toContain(link);
    }
  });

  test.each(KINDS)('%s says what to look at and when to wait', (kind) => {
    const part = page.split(/^## /m).find((each) => each.startsWith(`${kind}\n`))!;
    expect(part).toMatch(/^```\n[\s\S]*\n```$/m);
    expect(part).toContain('Fine to wait');
  });
});

describe('the dashboard', () => {
  const body = () => {
    const [[, board]] = ofType(resources, 'AWS::CloudWatch::Dashboard') as [[string, Resource]];
    return JSON.parse(flat(board.Properties.DashboardBody)) as { widgets: any[] };
  };

  test('is one, and shows every function, machine, table and queue', () => {
    expect(ofType(resources, 'AWS::CloudWatch::Dashboard')).toHaveLength(1);
    const text = JSON.stringify(body());
    for (const type of [
      'AWS::Lambda::Function',
      'AWS::StepFunctions::StateMachine',
      'AWS::DynamoDB::GlobalTable',
      'AWS::SQS::Queue',
    ]) {
      for (const [id] of ofType(resources, type).filter(([id]) => !ofCdk(id))) expect(text, id).toContain(id);
    }
  });

  test('shows the jobs, their stages and Map Runs, the API and the edge', () => {
    const titles = body().widgets.map(({ properties }) => properties.title);
    expect(titles).toEqual(
      expect.arrayContaining([
        'map-build: executions',
        'map-build: seconds by stage',
        'map-build: Map Runs and executions that failed',
        'API: answers',
        'API: latency in ms',
        'Edge: requests, errors in percent',
        'Functions: errors',
        'Functions: throttles',
        'Functions: duration p95 in ms',
        'Tables: requests refused',
      ]),
    );
  });

  test('shows all that functions count, and of each metric every one that there may be', () => {
    const text = JSON.stringify(body());
    // A job that died is an alarm, and stands among the executions.
    const shown = Object.entries(METRICS).filter(([name]) => name !== 'map_jobs_died_total');
    for (const [name, { labels }] of shown)
      for (const each of combinations(labels))
        expect(text, name).toContain([name, ...Object.entries(each).flat()].map((part) => JSON.stringify(part)).join());
  });

  test('no widget holds more than the 500 metrics that CloudWatch shows', () => {
    for (const { properties } of body().widgets) expect(properties.metrics?.length ?? 0).toBeLessThanOrEqual(500);
  });
});
