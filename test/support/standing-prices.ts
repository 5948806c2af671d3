/**
 * What AWS charges in us-east-1 for what is there, whether anybody uses it or not: US dollars a month, list prices without free tiers.
 * `source` and `read` as in the table of jobs' prices (`lambdas/map/core/cost/prices.ts`); docs/costs.md has the list.
 */
import type { Price } from '../../lambdas/map/core/cost/prices.ts';

export const STANDING_PRICES_AS_OF = '2026-11-26';

const CLOUDWATCH = 'https://aws.amazon.com/cloudwatch/pricing/';
const SECRETS = 'https://aws.amazon.com/secrets-manager/pricing/';
const KMS = 'https://aws.amazon.com/kms/pricing/';

export const STANDING_PRICES = {
  /** Each metric that an alarm reads, also inside an expression; of standard resolution. */
  alarm_metrics: {
    ...{ service: 'CloudWatch', unit: 'metrics of alarms', usd: 0.1, source: CLOUDWATCH },
    read: { of: 'others', where: 'https://c3x.dev/resources/aws/aws_cloudwatch_metric_alarm', dated: 'undated' },
  },
  /** Each combination of a name and values of dimensions, for the hours in which it has a value; the first 10,000. */
  custom_metrics: {
    ...{ service: 'CloudWatch', unit: 'metrics of functions', usd: 0.3, source: CLOUDWATCH },
    read: { of: 'others', where: 'https://signoz.io/guides/cloudwatch-pricing', dated: '2026-02-15' },
  },
  dashboards: {
    ...{ service: 'CloudWatch', unit: 'dashboards', usd: 3, source: CLOUDWATCH },
    read: {
      of: 'others',
      where: 'https://www.factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards.md',
      dated: '2026-06-13',
    },
  },
  secrets: {
    ...{ service: 'Secrets Manager', unit: 'secrets', usd: 0.4, source: SECRETS },
    read: {
      of: 'others',
      where: 'https://hivebook.wiki/wiki/aws-secrets-manager-rotated-secrets-dynamic-db-credentials-kms',
      dated: 'undated',
    },
  },
  /** And as much again for each of the first two yearly rotations. */
  keys: {
    ...{ service: 'KMS', unit: 'keys', usd: 1, source: KMS },
    read: { of: 'AWS', where: 'https://aws.amazon.com/kms/pricing/', dated: 'undated' },
  },
} as const satisfies Record<string, Price>;
