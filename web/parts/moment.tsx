import { ago } from './durations.ts';

/** A time as people say it, the exact one on hover and for machines. */
export function Moment({ time }: { time: string }) {
  const date = new Date(time);
  return (
    <time dateTime={time} title={date.toLocaleString()}>
      {ago(date, new Date())}
    </time>
  );
}
