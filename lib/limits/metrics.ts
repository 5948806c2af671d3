/**
 * The metrics that functions write: their names, and what they may be told apart by. Functions write them, alarms and dashboard read them in
 * CloudWatch, the twin shows them to Prometheus.
 *
 * Every label has a handful of values, all of them written down here: CloudWatch charges for each combination, and nothing of a person,
 * a link or a picture can become one. Each metric has one label at least: what an empty list of dimensions means EMF does not say.
 */
import { DIRECT_UPLOAD_BYTES, PHOTO_BYTES } from './photos.ts';

const MiB = 1024 * 1024;
/** Where something is done or is not. */
const DONE = ['success', 'failure'] as const;
/** Where somebody is shown something or is not; `failure` is ours (5xx). */
const SHOWN = ['success', 'denied', 'failure'] as const;
const WHO = ['authenticated', 'shared'] as const;

/** By CloudWatch's unit: what is counted adds up, what is measured is distributed. `buckets` are upper bounds, for Prometheus. */
type Metric = { labels: Record<string, readonly string[]>; help: string } & (
  | { unit: 'Count' }
  | { unit: 'Bytes' | 'Seconds'; buckets: readonly number[] }
);

export const METRICS = {
  presigned_url_generation_total: {
    ...{ unit: 'Count', labels: { result: DONE } },
    help: 'Uploads of photos that were signed for, or refused.',
  },
  photo_upload_file_size_bytes: {
    ...{ unit: 'Bytes', labels: { upload_method: ['presigned', 'direct'] } },
    buckets: [
      ...[MiB / 64, MiB / 16, MiB / 4, MiB, 2 * MiB, DIRECT_UPLOAD_BYTES, 8 * MiB, 16 * MiB, 32 * MiB],
      PHOTO_BYTES,
    ],
    help: 'Sizes of the photos that were taken into their albums.',
  },
  photo_upload_confirm_total: {
    ...{ unit: 'Count', labels: { result: DONE } },
    help: 'Confirmations of uploads, repeated ones too.',
  },
  photo_upload_total: {
    ...{ unit: 'Count', labels: { result: DONE, upload_method: ['presigned', 'direct'] } },
    help: 'Photos that were taken into their albums, each once, and confirmations and forms that were refused.',
  },
  image_access_total: {
    ...{ unit: 'Count', labels: { access_type: WHO, result: SHOWN } },
    help: 'Pictures that functions were asked for one by one; those that cookies show are counted by the edge.',
  },
  image_access_duration_seconds: {
    ...{ unit: 'Seconds', labels: { access_type: WHO, result: SHOWN } },
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    help: 'How long functions took for these answers.',
  },
  picture_signing_failures_total: {
    ...{ unit: 'Count', labels: { service: ['media'] } },
    help: 'Addresses and cookies of pictures that could not be signed.',
  },
  map_jobs_died_total: {
    ...{ unit: 'Count', labels: { service: ['map'] } },
    help: 'Jobs of maps whose execution died or was stopped from outside.',
  },
} as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof METRICS;
/** A value for each label of the metric, of those that it may have. */
export type Labels<Name extends MetricName> = {
  -readonly [Label in keyof (typeof METRICS)[Name]['labels']]: (typeof METRICS)[Name]['labels'][Label] extends readonly (infer Value extends
    string)[]
    ? Value
    : never;
};

/** All combinations of a metric's labels: so many metrics CloudWatch may charge for. */
export const combinations = (labels: Metric['labels']): Record<string, string>[] =>
  Object.entries(labels).reduce<Record<string, string>[]>(
    (found, [label, values]) => found.flatMap((each) => values.map((value) => ({ ...each, [label]: value }))),
    [{}],
  );

/** The alarm for uploads that do not arrive: of so many tickets in five minutes this part became no photo, for a quarter of an hour. */
export const UPLOADS_LOST = { tickets: 20, part: 2 / 3 } as const;
/** The alarm for pictures that keep people waiting: one in twenty took so long, for a quarter of an hour. A cold start is 1 s. */
export const IMAGES_SLOW_SECONDS = 3;
