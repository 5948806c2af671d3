import { expect, it } from 'vitest';
import { createHeavy } from './heavy.ts';

it('ends what waits with much memory as soon as another function starts a process, and nothing else', () => {
  const heavy = createHeavy();
  const ended: string[] = [];
  const wait = (owner: string, mb: number) => {
    const leave = heavy.waits(owner, mb, () => {
      leave();
      ended.push(owner);
    });
    return leave;
  };
  wait('capture', 160);
  wait('coords', 190);
  wait('job-status', 80);
  const works = wait('tile', 260);
  works();
  heavy.starts('coords');
  expect(ended).toEqual(['capture']);
  heavy.starts('tile');
  heavy.starts('top');
  expect(ended).toEqual(['capture', 'coords']);
});
