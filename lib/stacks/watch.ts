import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Alarm, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { alarmPlans } from '../constructs/watch/alarms.ts';
import { dashboard } from '../constructs/watch/dashboard.ts';
import { watchedResources } from '../constructs/watch/resources.ts';

/** Alarms with one topic, and a dashboard, for everything that the app holds. To be made after all other stacks. */
export class WatchStack extends Stack {
  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id, { description: 'Tessera: alarms and dashboard' });
    const action = new SnsAction(this.topic(config));
    const watched = watchedResources(scope, config.name);
    for (const { name, kind, says, metric, threshold, periods, comparison } of alarmPlans(watched, config.name)) {
      const alarm = new Alarm(this, name, {
        alarmName: `${config.name}-${name}`,
        alarmDescription: `${says} What to do: docs/runbooks/alarms.md#${kind}`,
        metric,
        threshold,
        evaluationPeriods: periods,
        comparisonOperator: comparison,
        // These metrics have no values while nothing happens: silence is good news.
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(action);
    }
    dashboard(this, 'Dashboard', config.name, watched);
  }

  private topic(config: Config): Topic {
    // A key of our own: CloudWatch may not use the one that AWS manages for SNS, and the alarms would be silent.
    const alarmsService = new ServicePrincipal('cloudwatch.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
    });
    const key = new Key(this, 'AlarmsKey', { enableKeyRotation: true, removalPolicy: RemovalPolicy.DESTROY });
    key.grantEncryptDecrypt(alarmsService);
    const topic = new Topic(this, 'Alarms', { displayName: `${config.name} alarms`, enforceSSL: true, masterKey: key });
    topic.grantPublish(alarmsService);
    if (config.alarmEmail) topic.addSubscription(new EmailSubscription(config.alarmEmail));
    new CfnOutput(this, 'AlarmsTopic', { value: topic.topicArn, description: 'Every alarm tells this topic' });
    return topic;
  }
}
