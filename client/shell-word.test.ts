import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { HOSTILE } from './hostile-words.fixture.ts';
import { quoted, shellWord } from './shell-word.ts';

test.each([...HOSTILE, '~/city', '*', '', 'ünï'])('a shell takes %j as it is', (value) => {
  for (const word of [quoted(value), shellWord(value)])
    expect(execFileSync('sh', ['-c', `printf %s ${word}`], { encoding: 'utf8' })).toBe(value);
});

test('quotes stand only where they are needed', () => {
  expect(shellWord('/srv/my-maps/a_b.1')).toBe('/srv/my-maps/a_b.1');
  expect(shellWord('::1')).toBe('::1');
  expect(shellWord('my maps')).toBe("'my maps'");
});
