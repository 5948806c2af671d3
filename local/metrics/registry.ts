/** What was counted and measured since the start, for Prometheus: a counter begins at 0 again when the twin does, as Prometheus expects. */
import { combinations, METRICS } from '../../lib/limits/metrics.ts';
import type { Sample } from './emf.ts';
import { counterText, type Family, histogramText, type Series } from './exposition.ts';

export type Registry = {
  add(sample: Sample): void;
  /** Prometheus' text format, version 0.0.4. */
  text(): string;
};

/**
 * With all metrics of the platform at 0: what has not happened yet is no gap. Another one that a function writes comes to them: of
 * CloudWatch's unit Count a counter, of any other one a histogram.
 */
export function createRegistry(): Registry {
  const families = new Map<string, Family>();
  for (const [name, metric] of Object.entries(METRICS)) {
    const { help, unit, labels } = metric;
    const family: Family = { name, help, buckets: unit === 'Count' ? undefined : metric.buckets, series: new Map() };
    for (const each of combinations(labels)) seriesOf(family, each);
    families.set(name, family);
  }

  return {
    add({ name, unit, labels, values }) {
      const known = families.get(name) ?? unknown(name, unit);
      families.set(name, known);
      const series = seriesOf(known, labels);
      for (const value of values) {
        series.sum += value;
        series.values += 1;
        known.buckets?.forEach((bound, index) => {
          if (value <= bound) series.below[index]! += 1;
        });
      }
    },
    text: () =>
      [...families.values()].map((family) => (family.buckets ? histogramText(family) : counterText(family))).join(''),
  };
}

/** Powers of ten, for a unit that nobody has thought of. */
const ANY_SIZE = Array.from({ length: 12 }, (_, index) => 10 ** (index - 3));

function unknown(name: string, unit: string): Family {
  const help = `A metric of functions, in CloudWatch's unit ${unit}.`;
  return { name, help, buckets: unit === 'Count' ? undefined : ANY_SIZE, series: new Map() };
}

function seriesOf({ series, buckets }: Family, labels: Record<string, string>): Series {
  const key = JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
  const found = series.get(key) ?? { labels, sum: 0, values: 0, below: (buckets ?? []).map(() => 0) };
  series.set(key, found);
  return found;
}
