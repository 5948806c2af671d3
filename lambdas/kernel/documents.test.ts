import { expect, it, vi } from 'vitest';
import { type Documents, readRows, writeRows } from './documents.ts';

const keys = Array.from({ length: 130 }, (_, index) => ({ pk: `p${index}`, sk: 's' }));

/** A table that does at most `most` of what one call asks. */
function busyTable(most: number) {
  const asked: number[] = [];
  const done: unknown[] = [];
  const part = <Request>(requests: Request[]) => {
    asked.push(requests.length);
    done.push(...requests.slice(0, most));
    return { taken: requests.slice(0, most), left: requests.slice(most) };
  };
  const send = async ({ input }: { input: { RequestItems: { rows: { Keys: object[] } & object[] } } }) => {
    const { rows } = input.RequestItems;
    if (!rows.Keys) return { UnprocessedItems: { rows: part(rows).left } };
    const { taken, left } = part(rows.Keys);
    return { Responses: { rows: taken }, UnprocessedKeys: { rows: { Keys: left } } };
  };
  return { documents: { send } as unknown as Documents, asked, done };
}

it('writes 25 rows a call and sends again what was left', async () => {
  const table = busyTable(10);
  await writeRows(table.documents, 'rows', { put: keys.slice(0, 30), delete: keys.slice(30, 40) });
  expect(Math.max(...table.asked)).toBe(25);
  expect(new Set(table.done).size).toBe(40);
});

it('reads 100 rows a call and asks again for what was left', async () => {
  const table = busyTable(60);
  const rows = await readRows(table.documents, 'rows', keys);
  expect(table.asked.toSorted((a, b) => b - a)).toEqual([100, 40, 30]);
  expect(rows).toHaveLength(130);
});

it('gives up when nothing is ever done', async () => {
  const fast = busyTable(0);
  const random = vi.spyOn(Math, 'random').mockReturnValue(0);
  await expect(writeRows(fast.documents, 'rows', { put: keys.slice(0, 1) })).rejects.toMatchObject({ retry: true });
  random.mockRestore();
});
