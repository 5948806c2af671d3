import { Duration } from 'aws-cdk-lib';
import { Metric, type MetricProps } from 'aws-cdk-lib/aws-cloudwatch';
import type { Labels, MetricName } from '../../limits/metrics.ts';

export const period = Duration.minutes(5);

/** What functions of a deployment write of themselves (`lambdas/kernel/metrics.ts`), by the deployment's name. */
export const ownMetric = <Name extends MetricName>(
  namespace: string,
  metricName: Name,
  labels: Labels<Name>,
  more: Pick<MetricProps, 'statistic' | 'label'> = {},
) => new Metric({ namespace, metricName, dimensionsMap: { ...labels }, statistic: 'Sum', period, ...more });
