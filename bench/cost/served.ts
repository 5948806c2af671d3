/** What a twin served of a job, as it counts itself: an independent judge of the prediction and of the job's own report. */

import type { What } from '../../lambdas/map/core/cost/prices.ts';
import type { Served } from '../../local/service.ts';

type Counted = Extract<What, 's3_uploads' | 's3_writes' | 's3_reads' | 'dynamodb_writes' | 'dynamodb_reads'>;
export type ServedCounts = Record<Counted, number>;

/** Functions of the state machine, the machine itself, and what uploads and creates a job; nobody else who asks meanwhile. */
const OF_THE_JOB =
  /[-/](Plan|Capture|CaptureGame|Check|Calibrate|Coords|Solve|Tile|Top|Verify|Publish|Cleanup|CreateTickets|CreateSaveTicket|CreateJob|Tessera-map)$/;
const READS = /^(Get|BatchGet|Query|Scan)/;

export function countServed() {
  let counts = none();
  let byCaller: Record<string, number> = {};
  return {
    /** What is served until the work is done, and nothing before. */
    async countedBy<Made>(work: () => Promise<Made>) {
      counts = none();
      byCaller = {};
      const made = await work();
      return { made, served: counts, byCaller };
    },
    onServed({ service, call, principal, units = 1 }: Served) {
      const name = principal?.arn ?? '';
      if (!OF_THE_JOB.test(name)) return;
      const what =
        service === 'dynamodb' ? (READS.test(call) ? 'dynamodb_reads' : 'dynamodb_writes') : ofS3(call, name);
      if (!what) return;
      counts[what] += units;
      const key = `${name.split('/').at(-1)} ${what} ${call}`;
      byCaller[key] = (byCaller[key] ?? 0) + units;
    },
  };
}

const none = (): ServedCounts => ({
  ...{ s3_uploads: 0, s3_writes: 0, s3_reads: 0, dynamodb_writes: 0, dynamodb_reads: 0 },
});

function ofS3(call: string, caller: string): Counted | undefined {
  if (call === 'GET' || call === 'HEAD') return 's3_reads';
  if (call === 'DELETE') return undefined;
  return /Create(Save)?Tickets?$/.test(caller) ? 's3_uploads' : 's3_writes';
}
