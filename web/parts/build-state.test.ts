import { expect, test } from 'vitest';
import { isKept, stateOf } from './build-state.ts';

test.each([
  [{ status: 'completed', published: true }, 'published', true],
  [{ status: 'completed', published: false }, 'kept', true],
  [{ status: 'completed', published: false, removed_at: '2026-03-10T12:00:00Z' }, 'removed', false],
  [{ status: 'failed', published: false, removed_at: '2026-03-10T12:00:00Z' }, 'removed', false],
  [{ status: 'preparing', published: false }, 'running', false],
  [{ status: 'running', published: false }, 'running', false],
  [{ status: 'failed', published: false }, 'failed', false],
  [{ status: 'cancelled', published: false }, 'cancelled', false],
] as const)('%o is %s', (build, state, kept) => {
  expect([stateOf(build), isKept(build)]).toEqual([state, kept]);
});
