/** What the rows of a cost are called for people, on the pages and in the terminal. */
import type { CostRow } from '../lambdas/map/cost-schemas.ts';

const WORDS: Record<string, string> = {
  lambda_invocations: 'calls of functions',
  lambda_game: 'taking shots',
  lambda_capture: 'checking shots',
  lambda_coords: 'locating shots',
  lambda_tile: 'cutting tiles',
  lambda_cleanup: 'cleaning up',
  lambda_steps: 'steps between',
  states_transitions: 'state transitions',
  states_children: 'batches',
  states_child_time: 'time of batches',
  s3_uploads: 'uploads (PUT)',
  s3_writes: 'PUT, COPY, LIST',
  s3_reads: 'GET',
  dynamodb_writes: 'writes',
  dynamodb_reads: 'reads',
  logs: 'written',
  traces: 'recorded',
  stored_tiles: 'tiles kept',
  stored_shots: 'shots kept',
};

/** A row that came later than these words keeps the API's name. */
export const wordsOf = ({ what }: Pick<CostRow, 'what'>): string => WORDS[what] ?? what;

/** `$0.36`, and below a cent what is there of it: `$0.0036`. */
export function dollars(usd: number): string {
  if (usd === 0 || usd >= 0.995) return `$${usd.toFixed(2)}`;
  return usd >= 0.095 ? `$${usd.toFixed(2)}` : `$${Number(usd.toPrecision(2)).toFixed(digits(usd))}`;
}

const digits = (usd: number) => Math.min(8, 1 - Math.floor(Math.log10(usd)));

/** Whole numbers; below ten two digits, however small: what costs something is not nothing. */
export const countOf = ({ count }: Pick<CostRow, 'count'>): string =>
  count >= 10 ? Math.round(count).toLocaleString('en') : count.toLocaleString('en', { maximumSignificantDigits: 2 });
