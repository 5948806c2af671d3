import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createHeavy } from './heavy.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function waiters() {
  const { waits, works } = createHeavy();
  const ended: string[] = [];
  const wait = (name: string, heldMb: number, workedSeconds = 3) => {
    const leave = waits({ heldMb, workedSeconds }, () => {
      leave();
      ended.push(name);
    });
    return leave;
  };
  return { works, wait, ended };
}

it('ends the sooner what holds more while others work', () => {
  const { wait, works, ended } = waiters();
  wait('capture', 225);
  wait('job-status', 80);
  wait('coords', 312);
  const worked = works();
  vi.advanceTimersByTime(6500);
  expect(ended).toEqual([]);
  vi.advanceTimersByTime(500);
  expect(ended).toEqual(['coords']);
  vi.advanceTimersByTime(13_000);
  expect(ended).toEqual(['coords', 'capture']);
  vi.advanceTimersByTime(1_000_000);
  expect(ended).toEqual(['coords', 'capture']);
  worked();
});

it('counts the seconds of each that works, and none in which nobody does', () => {
  const { wait, works, ended } = waiters();
  wait('coords', 345);
  vi.advanceTimersByTime(1_000_000);
  const both = [works(), works()];
  vi.advanceTimersByTime(2400);
  for (const worked of both) worked();
  vi.advanceTimersByTime(1_000_000);
  expect(ended).toEqual([]);
  works();
  vi.advanceTimersByTime(500);
  expect(ended).toEqual(['coords']);
});

it('looks at the end of a call also between two looks', () => {
  const { wait, works, ended } = waiters();
  const worked = works();
  vi.advanceTimersByTime(100);
  wait('tile', 650);
  vi.advanceTimersByTime(450);
  wait('other', 650);
  vi.advanceTimersByTime(50);
  expect(ended).toEqual([]);
  vi.advanceTimersByTime(500);
  worked();
  expect(ended).toEqual(['tile']);
});

it('keeps what works again in between', () => {
  const { wait, works, ended } = waiters();
  const leave = wait('tile 1', 312);
  wait('tile 2', 312);
  leave();
  works();
  vi.advanceTimersByTime(4000);
  wait('tile 1', 312);
  vi.advanceTimersByTime(4000);
  expect(ended).toEqual(['tile 2']);
  vi.advanceTimersByTime(4000);
  expect(ended).toEqual(['tile 2', 'tile 1']);
});

it('ends the sooner what has worked for a large job, as a start is nothing beside that', () => {
  const { wait, works, ended } = waiters();
  wait('of a hundred shots', 244);
  wait('of three thousand', 244, 40);
  wait('of ten thousand', 244, 130);
  works();
  vi.advanceTimersByTime(1500);
  expect(ended).toEqual(['of ten thousand']);
  vi.advanceTimersByTime(2500);
  expect(ended).toEqual(['of ten thousand', 'of three thousand']);
  vi.advanceTimersByTime(10_000);
  expect(ended).toEqual(['of ten thousand', 'of three thousand']);
});
