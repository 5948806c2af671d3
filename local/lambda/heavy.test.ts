import { expect, it } from 'vitest';
import { createHeavy } from './heavy.ts';

function waiters() {
  const heavy = createHeavy();
  const ended: string[] = [];
  const wait = (name: string, mb: number) => {
    const leave = heavy.waits(mb, () => {
      leave();
      ended.push(name);
    });
    return leave;
  };
  return { ...heavy, wait, ended };
}

it('ends the sooner what holds more while others work', () => {
  const { wait, worked, ended } = waiters();
  wait('capture', 150);
  wait('job-status', 80);
  wait('coords', 250);
  worked(6666);
  expect(ended).toEqual([]);
  worked(1);
  expect(ended).toEqual(['coords']);
  worked(20_000);
  expect(ended).toEqual(['coords', 'capture']);
  worked(1_000_000);
  expect(ended).toEqual(['coords', 'capture']);
});

it('keeps what works again in between', () => {
  const { wait, worked, ended } = waiters();
  const works = wait('tile 1', 250);
  wait('tile 2', 250);
  works();
  worked(4000);
  wait('tile 1', 250);
  worked(4000);
  expect(ended).toEqual(['tile 2']);
  worked(4000);
  expect(ended).toEqual(['tile 2', 'tile 1']);
});
