import { expect, test } from 'vitest';
import { createOutput } from './output.ts';
import { oneLine, printable } from './printable.ts';

const NASTY = 'a\x1b[2Jb\nc\x9bd\u202ee\ud800f\u{1f3d9}é';

test('what would move on a terminal is written out, everything else stays', () => {
  expect(oneLine(NASTY)).toBe('a\\u001b[2Jb\\nc\\u009bd\\u202ee\\ud800f\u{1f3d9}é');
  expect(printable(NASTY)).toBe('a\\u001b[2Jb\nc\\u009bd\\u202ee\\ud800f\u{1f3d9}é');
});

test('whatever a command writes is printable, and its JSON says the same', () => {
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written) => ({ write: (text: string) => (written[name] += text) });
  const streams = { stdout: stream('stdout'), stderr: stream('stderr') };
  const asItIs = (text: string) => text;
  const inWords = createOutput(streams, false, asItIs);
  inWords.note(NASTY);
  inWords.line(NASTY);
  inWords.result({}, () => [NASTY]);
  expect(written).toEqual({ stdout: `${oneLine(NASTY)}\n`.repeat(2), stderr: `${oneLine(NASTY)}\n` });
  written.stdout = '';
  createOutput(streams, true, asItIs).result({ name: NASTY }, () => []);
  expect(written.stdout).toMatch(/^[\n -~é\u{1f3d9}]+$/u);
  expect(JSON.parse(written.stdout)).toEqual({ name: NASTY });
});
