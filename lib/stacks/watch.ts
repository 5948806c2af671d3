import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import type { ApiStack } from './api.ts';
import type { MapStack } from './map.ts';
import type { StorageStack } from './storage.ts';

/** Jobs that the function settle-execution failed, counted in its log. */
const diedJobs = ({ endings: { functions } }: MapStack) =>
  new MetricFilter(functions['settle-execution'].fn, 'DiedJobs', {
    logGroup: functions['settle-execution'].fn.logGroup,
    filterPattern: FilterPattern.all(
      FilterPattern.stringValue('$.message', '=', 'execution ended'),
      FilterPattern.stringValue('$.job', '=', 'failed'),
    ),
    metricNamespace: 'Tessera',
    metricName: 'DiedJobs',
  });

export type WatchStackProps = { config: Config; storage: StorageStack; api: ApiStack; map: MapStack };

/** Alarms: one topic, and for each function, state machine, table and the API the signs that a person should look. */
export class WatchStack extends Stack {
  private readonly action: SnsAction;
  private readonly prefix: string;

  constructor(scope: Construct, id: string, { config, storage, api, map }: WatchStackProps) {
    super(scope, id, { description: 'Tessera: alarms' });
    this.prefix = config.name;
    // A key of our own: CloudWatch may not use the one that AWS manages for SNS, and the alarms would be silent.
    const alarmsService = new ServicePrincipal('cloudwatch.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
    });
    const key = new Key(this, 'AlarmsKey', { enableKeyRotation: true, removalPolicy: RemovalPolicy.DESTROY });
    key.grantEncryptDecrypt(alarmsService);
    const topic = new Topic(this, 'Alarms', { displayName: `${config.name} alarms`, enforceSSL: true, masterKey: key });
    topic.grantPublish(alarmsService);
    new CfnOutput(this, 'AlarmsTopic', { value: topic.topicArn, description: 'Every alarm tells this topic' });
    if (config.alarmEmail) topic.addSubscription(new EmailSubscription(config.alarmEmail));
    this.action = new SnsAction(topic);
    const period = Duration.minutes(5);

    for (const [name, { fn }] of Object.entries(map.functions)) {
      this.alarm(
        `${name}-errors`,
        fn.metricErrors({ period }),
        `${name} threw: see its log group for the last 5 minutes.`,
      );
      this.alarm(
        `${name}-throttles`,
        fn.metricThrottles({ period }),
        `${name} was refused for lack of concurrency: lower the parallelism or raise the account's limit.`,
      );
    }
    const machine = map.stateMachine;
    this.alarm(
      'map-build-failed',
      machine.metricFailed({ period }),
      'A build of a map failed: its job names the cause.',
    );
    this.alarm('map-build-timed-out', machine.metricTimedOut({ period }), 'A build of a map ran out of time.');
    // Not the aborted ones: everybody who cancels a job stops an execution. What was not meant fails its job (settle-execution).
    this.alarm('map-build-died', diedJobs(map).metric({ period, statistic: 'Sum' }), 'The execution of a job died.');
    const { removal, unsettled } = map.endings;
    this.alarm(
      'map-removal-failed',
      removal.metricFailed({ period }),
      'What an unpublished build left is still there.',
    );
    this.alarm('map-removal-timed-out', removal.metricTimedOut({ period }), 'A removal ran out of time.');
    this.alarm('map-removal-aborted', removal.metricAborted({ period }), 'A removal was stopped from outside.');
    this.alarm(
      'map-unsettled',
      unsettled.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
      'The end of an execution could not be written to its job, which may look as if it still runs.',
    );
    const { deletion } = map;
    this.alarm('map-deletion-failed', deletion.metricFailed({ period }), 'Something of a deleted map is still there.');
    this.alarm('map-deletion-timed-out', deletion.metricTimedOut({ period }), 'A deletion of a map ran out of time.');
    this.alarm('map-deletion-aborted', deletion.metricAborted({ period }), 'A deletion of a map was stopped.');
    this.alarm('api-5xx', api.api.metricServerError({ period }), 'The API answered 5xx: see the access log by route.');
    for (const [name, table] of Object.entries({ map: storage.mapTable, media: storage.mediaTable })) {
      const throttled = new MathExpression({
        expression: 'reads + writes',
        usingMetrics: {
          reads: table.metric('ReadThrottleEvents', { statistic: 'Sum', period }),
          writes: table.metric('WriteThrottleEvents', { statistic: 'Sum', period }),
        },
        period,
      });
      this.alarm(
        `${name}-table-throttled`,
        throttled,
        `The ${name} table refuses requests: a hot key, or a burst too steep.`,
      );
    }
  }

  /** Sounds as soon as it happens once within five minutes; silence is good news. */
  private alarm(name: string, metric: IMetric, description: string): void {
    const alarm = new Alarm(this, name, {
      alarmName: `${this.prefix}-${name}`,
      metric,
      alarmDescription: description,
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(this.action);
  }
}
