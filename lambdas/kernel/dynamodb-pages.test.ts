import type { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Documents, Row } from './documents.ts';
import { countBelow, rowsBelow } from './dynamodb-pages.ts';

/** Answers three pages of two rows and keeps what was asked. */
function threePages() {
  const asked: QueryCommand['input'][] = [];
  const documents = {
    send: async ({ input }: QueryCommand) => {
      asked.push(input);
      const Items: Row[] = [{ sk: `${asked.length}a` }, { sk: `${asked.length}b` }];
      return { Items, Count: Items.length, LastEvaluatedKey: asked.length < 3 ? Items[1] : undefined };
    },
  };
  return { asked, documents: documents as unknown as Documents };
}
const namesOf = (rows: Row[]) => rows.map(({ sk }) => sk);

describe('rowsBelow', () => {
  it('reads all pages, and what was written a moment ago', async () => {
    const { asked, documents } = threePages();
    const rows = await rowsBelow(documents, 't', { pk: 'p', prefix: 'S#' });
    expect(namesOf(rows)).toEqual(['1a', '1b', '2a', '2b', '3a', '3b']);
    expect(asked.map(({ ConsistentRead }) => ConsistentRead)).toEqual([true, true, true]);
    expect(asked[1]!.ExclusiveStartKey).toEqual({ sk: '1b' });
  });

  it('ends at the limit, wherever the pages end', async () => {
    const { asked, documents } = threePages();
    expect(namesOf(await rowsBelow(documents, 't', { pk: 'p', prefix: 'S#', limit: 3 }))).toEqual(['1a', '1b', '2a']);
    expect(asked).toHaveLength(2);
  });
});

it('countBelow adds up all pages, and asks for no row', async () => {
  const { asked, documents } = threePages();
  expect(await countBelow(documents, 't', { pk: 'p', prefix: 'S#' })).toBe(6);
  expect(asked.map(({ Select, ConsistentRead }) => [Select, ConsistentRead])).toEqual(Array(3).fill(['COUNT', true]));
});
