/** What a running platform says at /metrics. */
/** Samples by name and labels, as they stand there: `photo_upload_total{result="success",upload_method="direct"}`. */
export type Samples = Record<string, number>;

const SAMPLE = /^[a-z][a-z0-9_]*(\{[a-z_]+="[^"\\]*"(,[a-z_]+="[^"\\]*")*\})? -?[0-9.e+-]+$/;
const COMMENT = /^# (HELP [a-z_]+ \S.*|TYPE [a-z_]+ (counter|histogram))$/;

/** @throws Error for a line that is neither a sample nor a comment that Prometheus knows */
export function samplesIn(text: string): Samples {
  const samples: Samples = {};
  for (const line of text.split('\n').filter(Boolean)) {
    if (COMMENT.test(line)) continue;
    if (!SAMPLE.test(line)) throw new Error(`No sample: ${line}`);
    const at = line.lastIndexOf(' ');
    if (line.slice(0, at) in samples) throw new Error(`There twice: ${line}`);
    samples[line.slice(0, at)] = Number(line.slice(at + 1));
  }
  return samples;
}

export async function metricsOf(url: string): Promise<string> {
  const answer = await fetch(`${url}/metrics`);
  if (answer.status !== 200) throw new Error(`/metrics answered ${answer.status}.`);
  return answer.text();
}

/** Only what counts more than nothing, without histograms' buckets and sums. */
export const counted = (samples: Samples): Samples =>
  Object.fromEntries(
    Object.entries(samples).filter(([name, value]) => value !== 0 && !/_(bucket|sum)(\{|$)/.test(name)),
  );
