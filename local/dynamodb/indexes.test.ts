import { afterAll, expect, test } from 'vitest';
import { indexPrefix, openStore, under } from './engine.ts';
import { startTestRoom, table } from './room.fixture.ts';

const { close, directory, owned, put, restart } = await startTestRoom();
afterAll(close);

test('a store of an earlier version gets its index rows anew when it opens', async () => {
  await put('first', { owner: 'ada' });
  await put('second', { owner: 'ada' });
  await restart(async () => {
    const store = await openStore(directory);
    await store.db.clear(under(indexPrefix('global', table, 'by-owner')));
    await store.db.put(`${indexPrefix('global', table, 'by-owner')}made/in/another/way`, { owner: { S: 'ada' } });
    await store.db.del('format~indexes');
    await store.lifecycleManager.gracefulClose();
  });
  expect(await owned('ada')).toEqual(['first', 'second']);
});
