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

it('ends who waited longest when all hold too much together', () => {
  const { wait, ended } = waiters();
  for (const name of ['capture 1', 'capture 2', 'coords 1', 'coords 2', 'solve']) wait(name, 300);
  expect(ended).toEqual([]);
  wait('tile 1', 400);
  expect(ended).toEqual(['capture 1', 'capture 2']);
  wait('tile 2', 1200);
  expect(ended.slice(2)).toEqual(['coords 1', 'coords 2', 'solve', 'tile 1']);
});
