import { expect, it } from 'vitest';
import { measure, median, secondsOf } from './process.ts';

it('reads what shells print for times', () => {
  expect(secondsOf('0m1.250s 1m0.500s')).toBe(61.75);
  expect(secondsOf('0m1,5s 0m0,5s')).toBe(2);
  expect(() => secondsOf('real 5')).toThrow('expected two times');
});

it('counts the CPU time of children and keeps their output', async () => {
  const busy = 'const t = process.cpuUsage().user; while (process.cpuUsage().user - t < 3e5); console.log("done")';
  const { cpuSeconds, output } = await measure(['sh', '-c', `${JSON.stringify(process.execPath)} -e '${busy}'`]);
  expect(output).toBe('done');
  expect(cpuSeconds).toBeGreaterThan(0.3);
});

it('says why a program failed', async () => {
  await expect(measure(['sh', '-c', 'echo no disk >&2; exit 3'])).rejects.toThrow('no disk');
});

it('takes the middle of a list', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
});
