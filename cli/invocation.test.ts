import { expect, test } from 'vitest';
import { asInvoked } from './invocation.ts';

test('commands in messages can be copied: as npm runs them, and as the installed program is called', () => {
  const text = 'Run `tessera login`, then: tessera map status job_1 --wait. This is a bug in tessera.';
  expect(asInvoked(text, {})).toBe(text);
  expect(asInvoked(text, { npm_lifecycle_event: 'tessera' })).toBe(
    'Run `npm run tessera -- login`, then: npm run tessera -- map status job_1 --wait. This is a bug in tessera.',
  );
});

test('what another program reads is asked of npm without its own words', () => {
  const text = 'tessera map list --json | jq\ntessera map list';
  expect(asInvoked(text, { npm_lifecycle_event: 'tessera' })).toBe(
    'npm run -s tessera -- map list --json | jq\nnpm run tessera -- map list',
  );
});
