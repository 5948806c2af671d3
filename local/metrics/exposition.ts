/** Prometheus' text format, version 0.0.4 (prometheus.io, "Exposition formats"). */

/** `below`: how many values are at most each of the buckets' bounds. */
export type Series = { labels: Record<string, string>; sum: number; values: number; below: number[] };
/** Metrics of one name. `buckets` are upper bounds, rising; undefined: a counter. */
export type Family = {
  name: string;
  help: string;
  buckets: readonly number[] | undefined;
  series: Map<string, Series>;
};

export const counterText = (family: Family): string =>
  head(family, 'counter') +
  [...family.series.values()].map(({ labels, sum }) => line(nameOf(family.name), labels, sum)).join('');

export function histogramText(family: Family): string {
  const name = nameOf(family.name);
  const texts = [...family.series.values()].map(({ labels, sum, values, below }) => {
    const buckets = family.buckets!.map((bound, index) =>
      line(`${name}_bucket`, { ...labels, le: String(bound) }, below[index]!),
    );
    return [
      ...buckets,
      line(`${name}_bucket`, { ...labels, le: '+Inf' }, values),
      line(`${name}_sum`, labels, sum),
      line(`${name}_count`, labels, values),
    ].join('');
  });
  return head(family, 'histogram') + texts.join('');
}

const head = ({ name, help }: Family, type: string) =>
  `# HELP ${nameOf(name)} ${help.replace(/\\/g, '\\\\').replace(/\n/g, '\\n')}\n# TYPE ${nameOf(name)} ${type}\n`;

const line = (name: string, labels: Record<string, string>, value: number) => {
  const pairs = Object.entries(labels).map(([label, of]) => `${nameOf(label)}="${escaped(of)}"`);
  return `${name}${pairs.length ? `{${pairs.join(',')}}` : ''} ${value}\n`;
};

/** CloudWatch takes any name of a metric or a dimension, Prometheus letters, digits and underscores. */
const nameOf = (name: string) => name.replace(/[^a-zA-Z0-9_]/g, '_').replace(/^(?=\d)/, '_');
const escaped = (text: string) => text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
