import { expect, test, vi } from 'vitest';
import { openJournal } from './journal.ts';
import { temporaryDirectory } from './room.fixture.ts';

const LONG = 'x'.repeat(100_000);
const turn = () => new Promise((resolve) => setImmediate(resolve));
const insert = 'INSERT INTO outbox VALUES (?, ?)';

test('a full disk is told once, takes nothing more, and keeps what was committed', async () => {
  const directory = await temporaryDirectory();
  const fail = vi.fn();
  const journal = openJournal(directory, fail);
  journal.run(insert, 'kept', '1');
  journal.commit();
  const { page_count } = journal.get<{ page_count: number }>('PRAGMA page_count')!;
  journal.get(`PRAGMA max_page_count = ${page_count}`);

  journal.run(insert, 'not answered yet', '2');
  expect(() => journal.run(insert, 'large', LONG)).toThrow('full');
  expect(fail).toHaveBeenCalledTimes(1);
  // A small one would have its place; but what runs is ahead of the journal by now.
  expect(() => journal.run(insert, 'small', '3')).toThrow('full');
  expect(() => journal.run(insert, 'small', '3')).toThrow('full');
  await turn();
  expect(fail).toHaveBeenCalledTimes(1);
  journal.close();

  const again = openJournal(directory);
  expect(again.all('SELECT id FROM outbox')).toEqual([{ id: 'kept' }]);
  again.close();
});

test('a mistake in a change is none of the disk', async () => {
  const fail = vi.fn();
  const journal = openJournal(await temporaryDirectory(), fail);
  journal.run(insert, 'one', '1');
  expect(() => journal.run(insert, 'one', '1')).toThrow('UNIQUE');
  journal.run(insert, 'two', '2');
  await turn();
  expect(fail).not.toHaveBeenCalled();
  expect(journal.all('SELECT id FROM outbox')).toEqual([{ id: 'one' }, { id: 'two' }]);
  journal.close();
});
