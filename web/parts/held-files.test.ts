import { expect, test } from 'vitest';
import { heldOver } from './held-files.ts';

const element = () => Object.assign(new EventTarget(), { isConnected: true });

test('files that go from one element to the next are held all the while', () => {
  const [page, zone] = [element(), element()];
  const over = heldOver();
  expect(over.enter(page)).toBe(true);
  expect(over.enter(zone)).toBe(true);
  expect(over.leave(page)).toBe(true);
  expect(over.leave(zone)).toBe(false);
});

test('an element that went while files were over it is never left', () => {
  const [gone, page] = [element(), element()];
  const over = heldOver();
  over.enter(gone);
  gone.isConnected = false;
  over.enter(page);
  expect(over.leave(page)).toBe(false);
});

test('a drop ends it, wherever it was', () => {
  const over = heldOver();
  over.enter(element());
  expect(over.end()).toBe(false);
});
