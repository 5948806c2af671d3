import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { text } from './en.ts';
import { quoted } from './shell.ts';

const HOSTILE = [
  'My city',
  "Ada's map",
  "'; echo gone; '",
  '$(echo gone) `echo gone` $HOME',
  'a"b\\c!!\nd',
  "''",
  '-n',
];

test.each(HOSTILE)('a shell takes %j as it is', (name) => {
  expect(execFileSync('sh', ['-c', `printf %s ${quoted(name)}`], { encoding: 'utf8' })).toBe(name);
});

test.each(HOSTILE)('the command for a map called %j runs nothing else', (name) => {
  const line = text.createCommand(name).replace(/^npm run tessera --/, String.raw`printf '%s\0'`);
  const words = execFileSync('sh', ['-c', line], { encoding: 'utf8' }).split('\0').slice(0, -1);
  expect(words).toEqual(['map', 'create', 'FOLDER', `--name=${name}`, '--wait']);
});
