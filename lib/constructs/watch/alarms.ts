import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { CfnQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { QUEUE_LATE_SECONDS } from '../../limits/queues.ts';
import { API_SLOW_MS } from '../../limits.ts';
import { type AlarmPlan, LASTING, once } from './alarm-plan.ts';
import { countedAlarms } from './counted-alarms.ts';
import { period } from './own-metrics.ts';
import type { Watched } from './resources.ts';

/** Machines whose executions the product stops itself, when a job is cancelled or a map deleted. What was not meant is `died-jobs`. */
const STOPPED_BY_US = ['map-build'];

/**
 * The alarms of an app. One metric an alarm where possible, for CloudWatch bills each metric that an alarm reads, also inside
 * an expression, and takes no SEARCH there (docs/decisions/0017).
 * @param namespace the deployment's name, under which its functions count
 */
export function alarmPlans(watched: Watched, namespace: string): AlarmPlan[] {
  const { functions, machines, tables, queues, rules, schedules, apis } = watched;
  return [
    ...Object.entries(functions).map(([name, fn]) =>
      once('function-errors', `${name}-errors`, `${name} threw or ran out of time.`, fn.metricErrors({ period })),
    ),
    // Concurrency belongs to the account, and so does this metric: without a dimension it is the sum of all functions.
    once(
      'functions-throttled',
      'functions-throttled',
      'Functions of this account were refused for lack of concurrency.',
      new Metric({ namespace: 'AWS/Lambda', metricName: 'Throttles', statistic: 'Sum', period }),
    ),
    ...Object.entries(machines).map(([name, machine]) =>
      once(
        'machine-failed',
        `${name}-failed`,
        `An execution of ${name} failed, ran out of time or was stopped from outside.`,
        sum({
          failed: machine.metricFailed({ period }),
          timedOut: machine.metricTimedOut({ period }),
          ...(!STOPPED_BY_US.includes(name) && { aborted: machine.metricAborted({ period }) }),
        }),
      ),
    ),
    ...countedAlarms(namespace),
    ...Object.values(apis).flatMap((api) => [
      once('api-5xx', 'api-5xx', 'The API answered 5xx.', api.metricServerError({ period })),
      {
        ...once(
          'api-slow',
          'api-slow',
          `One request in twenty took ${API_SLOW_MS / 1000} s or more, for a quarter of an hour.`,
          api.metricLatency({ period, statistic: 'p95' }),
        ),
        threshold: API_SLOW_MS,
        periods: LASTING,
      },
    ]),
    ...Object.entries(tables).map(([name, table]) =>
      once(
        'table-throttled',
        `${name}-throttled`,
        `The table ${name} refused requests.`,
        sum({
          reads: table.metric('ReadThrottleEvents', { statistic: 'Sum', period }),
          writes: table.metric('WriteThrottleEvents', { statistic: 'Sum', period }),
        }),
      ),
    ),
    ...Object.entries(queues).map(([name, queue]) =>
      queue.deadLetterQueue
        ? late(name, queue)
        : once(
            'dead-letters',
            `${sourceOf(queue, queues) ?? name}-dead-letters`,
            `Messages that could not be worked on lie in the queue ${name}.`,
            queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
          ),
    ),
    ...Object.entries(rules).map(([name, rule]) =>
      once(
        'rule-undelivered',
        `${name}-undelivered`,
        `EventBridge could not reach the target of the rule ${name}.`,
        new Metric({
          namespace: 'AWS/Events',
          metricName: 'FailedInvocations',
          dimensionsMap: { RuleName: rule.ruleName },
          statistic: 'Sum',
          period,
        }),
      ),
    ),
    // Scheduler counts by group, not by schedule.
    ...[...new Set(Object.values(schedules).map(({ groupName }) => groupName ?? 'default'))].map((group) =>
      once(
        'schedule-dropped',
        `${group}-schedules-dropped`,
        `EventBridge Scheduler gave up starting what a schedule of the group ${group} starts.`,
        new Metric({
          namespace: 'AWS/Scheduler',
          metricName: 'InvocationDroppedCount',
          dimensionsMap: { ScheduleGroup: group },
          statistic: 'Sum',
          period,
        }),
      ),
    ),
  ];
}

/** Whose dead letters a queue holds: `work` for the queue `work-dead`. Undefined where several queues share it, or none has it. */
function sourceOf(dead: Queue, queues: Record<string, Queue>): string | undefined {
  const sources = Object.keys(queues).filter((name) => queues[name]!.deadLetterQueue?.queue === dead);
  return sources.length === 1 ? sources[0] : undefined;
}

/** A sum has a value only where all of its parts have one, and these have none while nothing goes wrong: silence is 0. */
const sum = (usingMetrics: Record<string, IMetric>) =>
  new MathExpression({
    expression: Object.keys(usingMetrics)
      .map((id) => `FILL(${id}, 0)`)
      .join(' + '),
    usingMetrics,
    period,
  });

/**
 * A queue that is worked on. A message that failed does not count as the oldest any more from its third delivery on (SQS, "Available
 * CloudWatch metrics"), so that one that never succeeds sounds as a dead letter only: it has been seen for three visibility timeouts then.
 */
function late(name: string, queue: Queue): AlarmPlan {
  const { visibilityTimeout = 0 } = queue.node.defaultChild as CfnQueue;
  const metric = queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' });
  const threshold = Math.max(QUEUE_LATE_SECONDS, 4 * visibilityTimeout);
  return { ...once('queue-late', `${name}-late`, `Messages of the queue ${name} wait too long.`, metric), threshold };
}
