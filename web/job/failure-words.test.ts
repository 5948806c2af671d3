import { expect, test } from 'vitest';
import { needsPictures, whyFailed, whyItemFailed } from './failure-words.ts';

const error = (code: string, message: string) => ({ code, message });

test.each([
  [error('capture_failed', '4 of 10 areas failed in the stage capture.'), 4, '4 screenshots cannot be used.'],
  [error('capture_failed', '1 of 10 areas failed in the stage capture.'), 1, '1 screenshot cannot be used.'],
  [error('tile_failed', '2 of 9 blocks failed in the stage tile.'), 2, '2 blocks of tiles could not be made.'],
  [error('execution_aborted', 'The state machine was stopped.'), 1, 'The build was stopped from outside.'],
  [error('NotPlanned', 'Two shots are the same. Go on with: tessera map redrive job_1'), 0, 'Two shots are the same.'],
  [null, 0, 'The job gives no reason.'],
])('%j with %d failures: %s', (found, failure_count, words) => {
  expect(whyFailed({ error: found, failure_count })).toBe(words);
});

const REMEDY = 'Capture it again and redrive the job with it (tessera map redrive JOB DIR).';

test.each([
  ['missing', 'a.png: The screenshot is not in the bucket.', 'It never arrived.'],
  [
    'wrong_size',
    'a.png: The screenshot is 3 x 2 px, the others 7 x 5.',
    'The screenshot is 3 x 2 px, the others 7 x 5.',
  ],
  ['no_answer', 'The worker gave no answer.', 'The worker gave no answer.'],
])('%s: the page says it without the name and without a command', (code, message, words) => {
  expect(whyItemFailed({ item: 'a.png', stage: 'capture', code, message: `${message} ${REMEDY}` })).toBe(words);
});

test('pictures are asked for where one failed, not where a worker did', () => {
  const failure = (code: string) => ({ item: 'a', stage: 'capture', code, message: '' });
  expect(needsPictures({ failures: [failure('no_answer'), failure('unreadable')] })).toBe(true);
  expect(needsPictures({ failures: [failure('no_answer')] })).toBe(false);
});
