/** One file into the bucket, where its ticket says. */
import type { Ticket } from '../lambdas/map/schemas.ts';
import { ApiError } from './api-error.ts';
import type { Client } from './client.ts';
import { type RetryOptions, retry } from './retry.ts';

/** Six connections are what browsers open to one host. */
export const UPLOADS_AT_A_TIME = 6;
/** S3: another request for the key is under way, for example an attempt whose answer was lost; repeat the request. */
const CONFLICT = 409;
/** S3: the key exists. It is new with each ticket, so an earlier attempt arrived though its answer did not. */
const EXISTS = 412;
/**
 * Uploads that come no farther than this, all together, are given up and begun again: a connection may be dead without saying so.
 * Each may be one of those that share the line.
 */
const SLOWEST_BYTES_PER_SECOND = 20_000;
const SLOWEST_FILE = SLOWEST_BYTES_PER_SECOND / UPLOADS_AT_A_TIME;
const SLOWEST_START_MS = 60_000;

export type Sending = RetryOptions & {
  api: Pick<Client, 'uploadShot'>;
  bytes: number;
  /** How much of it has left, where the client can tell; from 0 again with each attempt. */
  onSent?(bytes: number): void;
};

/** Sent again while it may work later: an upload is the same when it is sent twice. */
export const sendUpload = (
  ticket: Pick<Ticket, 'upload_url' | 'upload_headers'>,
  body: BodyInit,
  { bytes, onSent, ...wanted }: Sending,
): Promise<void> =>
  retry({ ...wanted, also: CONFLICT }, () => {
    const patience = AbortSignal.timeout(SLOWEST_START_MS + Math.ceil((bytes / SLOWEST_FILE) * 1000));
    const signal = AbortSignal.any([wanted.signal, patience]);
    onSent?.(0);
    return wanted.api.uploadShot(ticket, body, { signal, ...(onSent && { onSent }) }).catch((error) => {
      if (!(error instanceof ApiError && error.status === EXISTS)) throw error;
    });
  });
