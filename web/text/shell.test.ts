import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { HOSTILE } from '../../client/hostile-words.fixture.ts';
import { text } from './en.ts';

test.each(HOSTILE)('the command for a map called %j runs nothing else', (name) => {
  const line = text
    .createCommand(name, 'http://127.0.0.1:4700')
    .replace(/^npm run tessera --/, String.raw`printf '%s\0'`);
  const words = execFileSync('sh', ['-c', line], { encoding: 'utf8' }).split('\0').slice(0, -1);
  expect(words).toEqual(['map', 'create', 'FOLDER', `--name=${name}`, '--wait']);
});

test('a copied command reaches the platform that served the page', () => {
  expect(text.createCommand('', 'http://127.0.0.1:4700')).toBe('npm run tessera -- map create FOLDER --wait');
  expect(text.createCommand('', 'https://maps.example.com')).toMatch(/ --wait --url https:\/\/maps\.example\.com$/);
  expect(text.redriveCommand('job_1', true, 'http://127.0.0.1:4800')).toMatch(
    / FOLDER --url http:\/\/127\.0\.0\.1:4800$/,
  );
});
