/** What a deployment costs a month when nobody uses it, counted from its templates. */
import { combinations, METRICS } from '../../lib/limits/metrics.ts';
import { STANDING_PRICES } from './standing-prices.ts';

type Resource = { Type: string; Properties?: { MetricName?: string; Metrics?: { MetricStat?: object }[] } };
export type StandingCost = { service: string; unit: string; count: number; usd: number };

const rowOf = (name: keyof typeof STANDING_PRICES, count: number): StandingCost => {
  const { service, unit, usd } = STANDING_PRICES[name];
  return { service, unit, count, usd: count * usd };
};

/** @param resources of all stacks */
export function standingCosts(resources: readonly Resource[]): StandingCost[] {
  const ofType = (type: string) => resources.filter(({ Type }) => Type === type);
  return [
    rowOf(
      'alarm_metrics',
      ofType('AWS::CloudWatch::Alarm').reduce((sum, alarm) => sum + metricsOf(alarm), 0),
    ),
    rowOf('dashboards', ofType('AWS::CloudWatch::Dashboard').length),
    rowOf('secrets', ofType('AWS::SecretsManager::Secret').length),
    rowOf('keys', ofType('AWS::KMS::Key').length),
  ];
}

const metricsOf = ({ Properties: { MetricName, Metrics = [] } = {} }: Resource): number =>
  MetricName ? 1 : Metrics.filter(({ MetricStat }) => MetricStat).length;

/** What comes to that at most, in a month in which each of the metrics that functions write has a value in every hour. */
export const mostOfCustomMetrics = (): StandingCost =>
  rowOf(
    'custom_metrics',
    Object.values(METRICS).reduce((sum, { labels }) => sum + combinations(labels).length, 0),
  );
