import { afterEach, expect, it, vi } from 'vitest';
import { createHeavy } from './heavy.ts';

afterEach(() => void vi.useRealTimers());

function waiters() {
  vi.useFakeTimers();
  const heavy = createHeavy();
  const ended: string[] = [];
  const wait = (name: string, mb: number) => {
    const leave = heavy.waits(mb, () => {
      leave();
      ended.push(name);
    });
    return leave;
  };
  return { wait, ended };
}

it('ends who waited longest when all hold more than a stage uses', () => {
  const { wait, ended } = waiters();
  wait('capture 1', 160);
  wait('capture 2', 160);
  wait('job-status', 80);
  expect(ended).toEqual([]);
  wait('calibrate', 230);
  expect(ended).toEqual(['capture 1']);
  wait('tile', 350);
  expect(ended).toEqual(['capture 1', 'capture 2', 'calibrate']);
});

it('ends what waits for ten seconds, and not what works again', () => {
  const { wait, ended } = waiters();
  const works = wait('tile 1', 190);
  wait('tile 2', 190);
  works();
  vi.advanceTimersByTime(9000);
  expect(ended).toEqual([]);
  vi.advanceTimersByTime(1000);
  expect(ended).toEqual(['tile 2']);
});
