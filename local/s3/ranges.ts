import { S3Error } from './errors.ts';

/** Bytes from `start` up to, not including, `end`. */
export type Stretch = { start: number; end: number };

/**
 * The stretch that a Range header asks of `size` bytes; undefined for the whole: also for what is no single byte range,
 * which S3 ignores. Throws InvalidRange.
 */
export function readRange(header: string | undefined, size: number): Stretch | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const first = match[1] === '' ? undefined : Number(match[1]);
  const last = match[2] === '' ? undefined : Number(match[2]);
  if (first !== undefined && last !== undefined && last < first) return undefined;
  const start = first ?? Math.max(size - last!, 0);
  const end = first === undefined || last === undefined ? size : Math.min(last + 1, size);
  if (start < end) return { start, end };
  throw new S3Error('InvalidRange', 416, 'The requested range is not satisfiable', {
    fields: { RangeRequested: header!, ActualObjectSize: size },
    headers: { 'content-range': `bytes */${size}` },
  });
}

export const contentRange = ({ start, end }: Stretch, size: number) => `bytes ${start}-${end - 1}/${size}`;
