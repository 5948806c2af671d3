import { Duration } from 'aws-cdk-lib';
import {
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  LogQueryWidget,
  Metric,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { period } from './own-metrics.ts';
import { photoWidgets } from './photo-widgets.ts';
import { logOf, type Watched } from './resources.ts';

/** CloudWatch's own metrics of CloudFront are in this region, wherever the stacks are. */
const EDGE_REGION = 'us-east-1';
const FULL = 24;
const HALF = 12;

/**
 * One page that answers "is it well, and if not, where": what people see first, then the work, then its causes.
 * @param name of the deployment
 */
export function dashboard(scope: Construct, id: string, name: string, watched: Watched): Dashboard {
  return new Dashboard(scope, id, {
    dashboardName: name,
    defaultInterval: Duration.hours(12),
    widgets: [
      [
        new TextWidget({
          markdown: `# ${name}\nWhat each alarm means and what to do: docs/runbooks/alarms.md`,
          width: FULL,
          height: 2,
        }),
      ],
      edgeAndApi(watched),
      photoWidgets(name),
      ...Object.entries(watched.machines).map(([machine, each]) => machineRow(machine, each)),
      functionRows(watched),
      tablesAndQueues(watched),
    ],
  });
}

const graph = (title: string, left: IMetric[], more: { right?: IMetric[]; width?: number } = {}): IWidget =>
  new GraphWidget({ title, left, right: more.right, width: more.width ?? HALF, height: 6, period });

function edgeAndApi({ apis, distributions }: Watched): IWidget[] {
  const edge = Object.values(distributions).flatMap((distribution) => {
    const metric = (metricName: string, statistic: string, label: string) =>
      new Metric({
        namespace: 'AWS/CloudFront',
        metricName,
        dimensionsMap: { DistributionId: distribution.distributionId, Region: 'Global' },
        region: EDGE_REGION,
        statistic,
        label,
        period,
      });
    return [
      graph('Edge: requests, errors in percent', [metric('Requests', 'Sum', 'requests')], {
        right: [metric('4xxErrorRate', 'Average', '4xx %'), metric('5xxErrorRate', 'Average', '5xx %')],
        width: 8,
      }),
    ];
  });
  const api = Object.values(apis).flatMap((each) => [
    graph(
      'API: answers',
      [
        each.metricCount({ period, label: 'all' }),
        each.metricClientError({ period, label: '4xx' }),
        each.metricServerError({ period, label: '5xx' }),
      ],
      { width: 8 },
    ),
    graph(
      'API: latency in ms',
      ['p50', 'p95', 'p99'].map((statistic) => each.metricLatency({ period, statistic, label: statistic })),
      { width: 8 },
    ),
  ]);
  return [...edge, ...api];
}

function machineRow(name: string, machine: StateMachine): IWidget[] {
  const ends = graph(
    `${name}: executions`,
    [
      machine.metricStarted({ period, label: 'started' }),
      machine.metricSucceeded({ period, label: 'completed' }),
      machine.metricFailed({ period, label: 'failed' }),
      machine.metricTimedOut({ period, label: 'timed out' }),
      machine.metricAborted({ period, label: 'stopped' }),
    ],
    { width: 8 },
  );
  const log = logOf(machine);
  if (!log) return [ends];
  // Metrics know nothing of states; the machine's own log does. A query costs by what it reads, when somebody looks.
  const query = (title: string, queryLines: string[]) =>
    new LogQueryWidget({ title, logGroupNames: [log.logGroupName], queryLines, width: 8, height: 6 });
  return [
    ends,
    query(`${name}: seconds by stage`, [
      'filter type in ["MapStateEntered", "MapStateExited"]',
      'stats (max(event_timestamp) - min(event_timestamp)) / 1000 as seconds by execution_arn, details.name as stage',
      'stats avg(seconds) as average, pct(seconds, 95) as p95, count(*) as runs by stage',
    ]),
    query(`${name}: Map Runs and executions that failed`, [
      'fields @timestamp, type, execution_arn, details.error as error',
      'filter type in ["MapRunFailed", "MapRunAborted", "ExecutionFailed", "ExecutionTimedOut", "ExecutionAborted"]',
      'sort @timestamp desc',
      'limit 20',
    ]),
  ];
}

function functionRows({ functions }: Watched): IWidget[] {
  const of = (metric: (fn: Watched['functions'][string], label: string) => IMetric) =>
    Object.entries(functions).map(([name, fn]) => metric(fn, name));
  return [
    graph(
      'Functions: errors',
      of((fn, label) => fn.metricErrors({ period, label })),
      { width: 8 },
    ),
    graph(
      'Functions: throttles',
      of((fn, label) => fn.metricThrottles({ period, label })),
      { width: 8 },
    ),
    graph(
      'Functions: duration p95 in ms',
      of((fn, label) => fn.metricDuration({ period, statistic: 'p95', label })),
      { width: 8 },
    ),
  ];
}

function tablesAndQueues({ tables, queues }: Watched): IWidget[] {
  const throttles = Object.entries(tables).flatMap(([name, table]) =>
    ['Read', 'Write'].map((kind) =>
      table.metric(`${kind}ThrottleEvents`, { statistic: 'Sum', period, label: `${name} ${kind.toLowerCase()}s` }),
    ),
  );
  const of = (isWorkedOn: boolean, metric: (queue: Watched['queues'][string], label: string) => IMetric) =>
    Object.entries(queues)
      .filter(([, queue]) => (queue.deadLetterQueue !== undefined) === isWorkedOn)
      .map(([name, queue]) => metric(queue, name));
  const visible = (queue: Watched['queues'][string], label: string) =>
    queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum', label });
  const ages = of(true, (queue, label) =>
    queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum', label }),
  );
  const dead = of(false, visible);
  return [
    graph('Tables: requests refused', throttles),
    ...(dead.length ? [graph('Dead letters', dead)] : []),
    ...(ages.length ? [graph('Queues: waiting messages', of(true, visible))] : []),
    ...(ages.length ? [graph('Queues: age of the oldest message in s', ages)] : []),
  ];
}
