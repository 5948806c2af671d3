/** What the requests of albums are counted as: the one place where outcomes become metrics (docs/metrics.md). */
import { atTheEnd, type Ending } from '../../kernel/ending.ts';
import { record } from '../../kernel/metrics.ts';
import type { ArrivalOutcome } from '../core/photos/take-arrival.ts';

const done = ({ how }: Ending) => (how === 'ok' ? 'success' : 'failure');
const shown = ({ how }: Ending) => (({ ok: 'success', refused: 'denied', failed: 'failure' }) as const)[how];

/** A ticket, also one that is made again. */
export const countTicket = () =>
  atTheEnd((ending) => {
    const result = done(ending);
    record('presigned_url_generation_total', { result });
    // No photo yet. In CloudWatch a metric without values cannot be compared, and the alarm for lost uploads is for just that.
    if (result === 'success') record('photo_upload_total', { result, upload_method: 'presigned' }, 0);
  });

/** That a photo lies in its album, which becomes so once, however often it is confirmed. */
export const countPhoto = (upload_method: 'presigned' | 'direct') => (bytes: number) => {
  record('photo_upload_total', { result: 'success', upload_method });
  record('photo_upload_file_size_bytes', { upload_method }, bytes);
};

export const countConfirmation = () =>
  atTheEnd((ending) => {
    const result = done(ending);
    record('photo_upload_confirm_total', { result });
    if (result === 'failure') record('photo_upload_total', { result, upload_method: 'presigned' });
  });

/** What became of an upload that nobody had confirmed; that it was taken in is counted by `countPhoto`. */
export function countArrival(outcome: ArrivalOutcome): void {
  if (outcome === 'refused') record('photo_upload_total', { result: 'failure', upload_method: 'presigned' });
}

/** A form with a photo. */
export const countForm = () =>
  atTheEnd((ending) => {
    if (ending.how !== 'ok') record('photo_upload_total', { result: 'failure', upload_method: 'direct' });
  });

export const countImage = (access_type: 'authenticated' | 'shared') =>
  atTheEnd((ending) => {
    const labels = { access_type, result: shown(ending) };
    record('image_access_total', labels);
    record('image_access_duration_seconds', labels, ending.seconds);
  });
