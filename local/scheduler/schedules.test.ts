import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { openSchedules, rateMs } from './schedules.ts';

const HOUR = 3600;
let directory: string;
let started: number[];
let lines: string[];
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 0 });
  [started, lines] = [[], []];
  directory = await mkdtemp(join(tmpdir(), 'tessera-schedules-'));
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(directory, { recursive: true, force: true });
});

function open(start = async () => void started.push(Date.now() / 1000)) {
  const schedules = openSchedules({ directory, now: Date.now, report: (line) => lines.push(line) });
  schedules.begin({ name: 'daily', everyMs: rateMs('rate(1 day)'), start });
  onTestFinished(() => schedules.close());
  return schedules;
}
const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

test('rates are read, and nothing else is', () => {
  expect([rateMs('rate(1 minute)'), rateMs('rate(2 hours)'), rateMs('rate(3 days)')]).toEqual([60e3, 7200e3, 259200e3]);
  for (const other of ['cron(0 3 * * ? *)', 'at(2026-01-01T00:00:00)', 'rate(0 days)', 'rate(1 week)']) {
    expect(() => rateMs(other)).toThrow(`${other}: the local twin knows rate(`);
  }
});

test('the first comes a rate after it was made, and then every rate', async () => {
  open();
  await pass(24 * HOUR - 1);
  expect(started).toEqual([]);
  await pass(2 * 24 * HOUR);
  expect(started).toEqual([24 * HOUR, 48 * HOUR]);
});

test('a restart neither forgets nor repeats; what was due meanwhile comes once', async () => {
  await open().close();
  await pass(20 * HOUR);
  await open().close();
  expect(started).toEqual([]);
  await pass(90 * HOUR);
  open();
  await pass(1);
  expect(started).toEqual([110 * HOUR]);
  await pass(24 * HOUR);
  expect(started).toHaveLength(2);
});

test('one that could not start is told of and tried again soon', async () => {
  let calls = 0;
  open(async () => {
    if (++calls === 1) throw new Error('no machine');
  });
  await pass(24 * HOUR + 61);
  expect(calls).toBe(2);
  expect(lines).toEqual(['schedule daily: no machine', 'schedule daily started']);
});
