import { expect, test } from 'vitest';
import { uploadList } from './upload-list.ts';

const list = () => uploadList([1, 2, 3].map((number) => ({ file: `${number}.png`, bytes: number * 10 })));
const names = (lines: { file: string }[]) => lines.map(({ file }) => file);

test('counts files and bytes as they go', () => {
  const upload = list();
  upload.set('1.png', 'there');
  upload.set('2.png', 'sending');
  expect(upload.standing()).toMatchObject({ files: 3, bytes: 60, doneFiles: 1, doneBytes: 10, there: 1 });
  expect(names(upload.standing().sending)).toEqual(['2.png']);
  upload.set('2.png', 'sent');
  upload.set('3.png', 'failed');
  expect(upload.standing()).toMatchObject({ doneFiles: 2, doneBytes: 30, there: 1, sending: [] });
  expect(names(upload.standing().failed)).toEqual(['3.png']);
});

test('one that is found there by a later attempt is counted once', () => {
  const upload = list();
  for (const state of ['sending', 'sent', 'there'] as const) upload.set('1.png', state);
  expect(upload.standing()).toMatchObject({ doneFiles: 1, doneBytes: 10, there: 1 });
});

test('what was on its way when it stopped waits again', () => {
  const upload = list();
  upload.set('1.png', 'sending');
  upload.pause();
  expect(upload.standing().sending).toEqual([]);
  expect(upload.lines.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting']);
});

test('counts what has left of a file; when it begins again, all together stay where they were', () => {
  const upload = list();
  const sentBytes = () => upload.standing().sentBytes;
  upload.set('1.png', 'sent');
  upload.set('3.png', 'sending');
  upload.sent('3.png', 20);
  expect([upload.standing().doneBytes, sentBytes(), upload.lines[2]!.sent]).toEqual([10, 30, 20]);
  upload.sent('3.png', 0);
  expect([sentBytes(), upload.lines[2]!.sent]).toEqual([30, 0]);
  // A browser may count more than the file has.
  upload.sent('3.png', 35);
  expect(sentBytes()).toBe(40);
  upload.set('3.png', 'sent');
  expect(sentBytes()).toBe(40);
});

test('what has left of a file that was stopped is not told as sent', () => {
  const upload = list();
  upload.set('3.png', 'sending');
  upload.sent('3.png', 20);
  upload.pause();
  expect(upload.standing().sentBytes).toBe(0);
});
