import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { type Labels, METRICS, type MetricName } from '../../lib/limits/metrics.ts';

/** A label more for each metric would be charged for nothing: which service writes it, its name says. */
const metrics = new Metrics();
metrics.clearDefaultDimensions();

/**
 * Adds to a metric: so many more, or one measured value. It is a line on the function's output in CloudWatch's embedded metric format
 * and nothing else: nobody waits for it, and nothing is kept that could get lost with the process.
 */
export function record<Name extends MetricName>(name: Name, labels: Labels<Name>, value = 1): void {
  for (const [label, of] of Object.entries(labels)) metrics.addDimension(label, of as string);
  metrics.addMetric(name, MetricUnit[METRICS[name].unit], value);
  metrics.publishStoredMetrics();
}
