/** CloudWatch's embedded metric format: a line of a log that is a metric, too (User Guide, "Specification: Embedded metric format"). */

/** Values of one metric; `unit` is CloudWatch's: `Count`, `Bytes`, `Seconds`. */
export type Sample = { name: string; unit: string; labels: Record<string, string>; values: number[] };

type Entry = Record<string, unknown> & { _aws?: { CloudWatchMetrics?: Directive[] } };
type Directive = { Dimensions?: string[][]; Metrics?: { Name: string; Unit?: string }[] };

/**
 * What a line adds; nothing for any other line. CloudWatch makes a metric of each set of dimensions, to look at one or the other;
 * in Prometheus they would be added up, so here the set with the most counts.
 * @throws Error for a line that says it is a metric, and of which CloudWatch would make none
 */
export function samplesOf(line: string): Sample[] {
  if (!line.startsWith('{') || !line.includes('"_aws"')) return [];
  const entry = entryOf(line);
  return (entry._aws?.CloudWatchMetrics ?? []).flatMap(({ Dimensions = [], Metrics = [] }) => {
    const finest = Dimensions.reduce<string[]>((most, each) => (each.length > most.length ? each : most), []);
    const labels = Object.fromEntries(finest.map((dimension) => [dimension, text(entry, dimension)]));
    return Metrics.map(({ Name: name, Unit: unit = 'None' }) => ({ name, unit, labels, values: numbers(entry, name) }));
  });
}

/** The parser's own message would quote the line. */
function entryOf(line: string): Entry {
  try {
    return JSON.parse(line);
  } catch {
    throw new Error('the line is no JSON');
  }
}

function text(entry: Entry, dimension: string): string {
  const value = entry[dimension];
  if (typeof value === 'string') return value;
  throw new Error(`the dimension ${dimension} is no text`);
}

function numbers(entry: Entry, name: string): number[] {
  const values = [entry[name]].flat();
  if (values.every((each) => typeof each === 'number')) return values;
  throw new Error(`the metric ${name} is no number`);
}
