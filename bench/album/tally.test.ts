import { expect, it } from 'vitest';
import { createTally, timingOf } from './tally.ts';

it('takes quantiles by nearest rank', () => {
  const times = Array.from({ length: 20 }, (_, i) => 20 - i);
  expect(timingOf(times)).toEqual({ requests: 20, p50: 10, p95: 19, p99: 20, most: 20 });
  expect(timingOf([7])).toEqual({ requests: 1, p50: 7, p95: 7, p99: 7, most: 7 });
});

it('counts all, times what began while they came apart from what began once all were there, and keeps what failed apart from what was told to wait', () => {
  const tally = createTally(1000);
  tally.good('picture', 999, 5000);
  tally.good('picture', 1000, 1004);
  tally.limited();
  tally.failed('confirm', 'it answered 500');
  expect(tally.result()).toEqual({
    timings: { picture: { requests: 1, p50: 4, p95: 4, p99: 4, most: 4 } },
    coming: { picture: { requests: 1, p50: 4001, p95: 4001, p99: 4001, most: 4001 } },
    requests: 4,
    failures: ['confirm: it answered 500'],
    limited: 1,
  });
});
