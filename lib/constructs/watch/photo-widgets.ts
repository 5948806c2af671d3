import { GraphWidget, type IMetric, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { combinations, METRICS, type MetricName } from '../../limits/metrics.ts';
import { ownMetric, period } from './own-metrics.ts';

const WIDTH = 6;

/** What functions count of photos (docs/metrics.md): how they come in, how they are looked at, and how long people wait for them. */
export function photoWidgets(namespace: string): IWidget[] {
  const all = (name: MetricName, statistic = 'Sum', prefix = '') =>
    combinations(METRICS[name].labels).map((labels) => {
      const label = [prefix, ...Object.values(labels), statistic === 'Sum' ? '' : statistic].filter(Boolean).join(' ');
      return ownMetric(namespace, name, labels as never, { statistic, label });
    });
  return [
    graph('Photos: signed, confirmed, taken', [
      ...all('presigned_url_generation_total', 'Sum', 'signed'),
      ...all('photo_upload_confirm_total', 'Sum', 'confirmed'),
      ...all('photo_upload_total', 'Sum', 'taken'),
    ]),
    graph('Photos: size in bytes', [
      ...all('photo_upload_file_size_bytes', 'p50'),
      ...all('photo_upload_file_size_bytes', 'Maximum'),
    ]),
    graph('Pictures asked for one by one', [
      ...all('image_access_total'),
      ...all('picture_signing_failures_total', 'Sum', 'not signed:'),
    ]),
    graph('Pictures asked for one by one: p95 in s', all('image_access_duration_seconds', 'p95')),
  ];
}

const graph = (title: string, left: IMetric[]): IWidget =>
  new GraphWidget({ title, left, width: WIDTH, height: 6, period });
