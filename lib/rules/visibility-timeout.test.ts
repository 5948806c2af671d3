import { expect, test } from 'vitest';
import { assertVisibilityOutlastsWork } from './visibility-timeout.ts';

test('six times the timeout of the function is enough', () => {
  assertVisibilityOutlastsWork('Variants', { visibility: 360, timeout: 60 });
  assertVisibilityOutlastsWork('Variants', { visibility: 365, timeout: 60, window: 5 });
});

test.each([
  [{ visibility: 359, timeout: 60 }, 'The queue Variants hides a message for 359 s, less than 360 s: 6 times'],
  [
    { visibility: 360, timeout: 60, window: 5 },
    'less than 365 s: 6 times the timeout of its function (60 s) and the batch',
  ],
])('less is refused by name: %j', (seconds, message) => {
  expect(() => assertVisibilityOutlastsWork('Variants', seconds)).toThrow(message);
});
