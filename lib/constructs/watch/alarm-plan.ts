import { ComparisonOperator, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';

/** Kinds of alarms; each is a heading of docs/runbooks/alarms.md. */
export const KINDS = [
  'function-errors',
  'functions-throttled',
  'machine-failed',
  'job-died',
  'signing-failed',
  'uploads-lost',
  'images-slow',
  'api-5xx',
  'api-slow',
  'table-throttled',
  'dead-letters',
  'queue-late',
  'rule-undelivered',
  'schedule-dropped',
] as const;
export type Kind = (typeof KINDS)[number];

/** Sounds when `metric` is at `threshold` or more for `periods` in a row, of five minutes each. */
export type AlarmPlan = {
  name: string;
  kind: Kind;
  says: string;
  metric: IMetric;
  threshold: number;
  periods: number;
  comparison: ComparisonOperator;
};

export const once = (kind: Kind, name: string, says: string, metric: IMetric): AlarmPlan => ({
  ...{ kind, name, says, metric, threshold: 1, periods: 1 },
  comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
});

/** A quarter of an hour. */
export const LASTING = 3;
