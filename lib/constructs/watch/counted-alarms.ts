/** Alarms on what functions count themselves: those that somebody can do something about at night (docs/decisions/0034). */
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { IMAGES_SLOW_SECONDS, UPLOADS_LOST } from '../../limits/metrics.ts';
import { type AlarmPlan, LASTING, once } from './alarm-plan.ts';
import { ownMetric, period } from './own-metrics.ts';

/** @param namespace the deployment's name */
export function countedAlarms(namespace: string): AlarmPlan[] {
  return [
    once(
      'job-died',
      'died-jobs',
      'The execution of a job died or was stopped from outside.',
      ownMetric(namespace, 'map_jobs_died_total', { service: 'map' }),
    ),
    once(
      'signing-failed',
      'signing-failed',
      'Addresses or cookies of pictures could not be signed.',
      ownMetric(namespace, 'picture_signing_failures_total', { service: 'media' }),
    ),
    {
      ...once(
        'uploads-lost',
        'uploads-lost',
        'Most uploads that were signed for became no photo, for a quarter of an hour.',
        lostUploads(namespace),
      ),
      threshold: UPLOADS_LOST.part,
      periods: LASTING,
    },
    ...(['authenticated', 'shared'] as const).map((access_type) => ({
      ...once(
        'images-slow',
        `${access_type}-images-slow`,
        `One ${access_type} picture in twenty took ${IMAGES_SLOW_SECONDS} s or more, for a quarter of an hour.`,
        ownMetric(namespace, 'image_access_duration_seconds', { access_type, result: 'success' }, { statistic: 'p95' }),
      ),
      threshold: IMAGES_SLOW_SECONDS,
      periods: LASTING,
    })),
  ];
}

/**
 * The part of uploads that did not arrive: what the bucket refuses no function of ours sees. Photos have a value wherever tickets have one
 * (`lambdas/album/adapters/album-metrics.ts`), so nothing has to be filled in.
 */
const lostUploads = (namespace: string) =>
  new MathExpression({
    expression: `IF(tickets >= ${UPLOADS_LOST.tickets}, 1 - photos / tickets, 0)`,
    usingMetrics: {
      tickets: ownMetric(namespace, 'presigned_url_generation_total', { result: 'success' }),
      photos: ownMetric(namespace, 'photo_upload_total', { result: 'success', upload_method: 'presigned' }),
    },
    period,
  });
