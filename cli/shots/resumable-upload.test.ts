import { expect, test, vi } from 'vitest';
import { ApiError } from '../../client/api-error.ts';
import { PATIENCE_MS } from '../../client/retry.ts';
import type { Context } from '../command.ts';
import { resumableUpload } from './resumable-upload.ts';

function command(stop = new AbortController()) {
  const notes: string[] = [];
  const output = { note: (text: string) => void notes.push(text), progress: { write: () => {} } };
  const context = { output, env: {}, signal: stop.signal, url: 'https://maps.test' } as unknown as Context;
  return { context, notes, stop };
}
const away = new ApiError(0, 'unreachable', 'https://maps.test does not answer.');

test('a platform that stays away is exit 5, and the person hears how to go on', async () => {
  const { context, notes } = command();
  const upload = resumableUpload(context, 96, async ({ onFound, onUploaded }) => {
    onFound(36);
    onUploaded(37);
    throw away;
  });
  const message = 'https://maps.test does not answer. 37 of 96 shots are there: for 22 hours the same command goes on';
  await expect(upload).rejects.toMatchObject({ exitCode: 5, message: expect.stringContaining(message) });
  expect(notes).toEqual(['36 of 96 are there already.']);
});

test('what was there before counts as there, not as uploaded', async () => {
  const lines: string[] = [];
  const { context } = command();
  const output = { ...context.output, progress: { write: (line: string) => void lines.push(line) } };
  for (const found of [43, 48])
    await resumableUpload({ ...context, output } as unknown as Context, 48, async ({ onFound, onUploaded }) => {
      onFound(found);
      for (let done = found; done <= 48; done++) onUploaded(done);
    });
  expect(lines).toEqual(['uploaded 5/5\n']);
});

test.each([
  ['nothing is there yet', away, 0],
  ['the command would not mend it', new ApiError(422, 'invalid_fields', 'no'), 37],
])('other words are for others: %s', async (_, error, done) => {
  const upload = resumableUpload(command().context, 96, async ({ onUploaded }) => {
    if (done > 0) onUploaded(done);
    throw error;
  });
  await expect(upload).rejects.toBe(error);
});

test('Ctrl-C is exit 130 and says the same', async () => {
  const { context, stop } = command();
  const upload = resumableUpload(context, 96, async ({ onUploaded, signal }) => {
    onUploaded(1);
    stop.abort();
    signal.throwIfAborted();
  });
  await expect(upload).rejects.toMatchObject({ exitCode: 130, message: expect.stringContaining('1 of 96 shots') });
});

test('a longer wait is told once, until something arrives again', async () => {
  vi.useFakeTimers();
  const { context, notes } = command();
  const upload = resumableUpload(context, 96, async ({ pause, signal, onUploaded, patienceMs }) => {
    await pause(500, signal, patienceMs);
    // Whoever gives up soon announces no five minutes.
    await pause(4000, signal, PATIENCE_MS);
    expect(notes).toEqual([]);
    await Promise.all([pause(2000, signal, patienceMs), pause(2500, signal, patienceMs)]);
    expect(notes).toHaveLength(1);
    onUploaded(1);
    await pause(8000, signal, patienceMs);
  });
  await vi.runAllTimersAsync();
  await upload;
  vi.useRealTimers();
  expect(notes).toEqual(Array(2).fill('No answer from https://maps.test. Trying again for 5 minutes; Ctrl-C ends it.'));
});
