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

it('ends what holds much and waits while others do much', () => {
  const { wait, worked, ended } = waiters();
  wait('capture', 160);
  wait('job-status', 80);
  worked(5000);
  wait('coords', 215);
  worked(2999);
  expect(ended).toEqual([]);
  worked(1);
  expect(ended).toEqual(['capture']);
  worked(5000);
  expect(ended).toEqual(['capture', 'coords']);
});

it('keeps what works again in between', () => {
  const { wait, worked, ended } = waiters();
  const works = wait('tile 1', 190);
  wait('tile 2', 190);
  works();
  worked(5000);
  wait('tile 1', 190);
  worked(5000);
  expect(ended).toEqual(['tile 2']);
  worked(5000);
  expect(ended).toEqual(['tile 2', 'tile 1']);
});

it('ends who waited longest when all hold too much together', () => {
  const { wait, ended } = waiters();
  for (const name of ['capture 1', 'capture 2', 'coords 1', 'coords 2', 'verify']) wait(name, 160);
  expect(ended).toEqual([]);
  wait('tile 1', 340);
  expect(ended).toEqual(['capture 1', 'capture 2', 'coords 1']);
  wait('tile 2', 520);
  expect(ended.slice(3)).toEqual(['coords 2', 'verify', 'tile 1']);
});
