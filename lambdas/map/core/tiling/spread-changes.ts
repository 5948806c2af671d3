/** Batches of a build on top of another one: copied blocks cost little, those that changed as much as ever. */
import type { BlockWork } from './block-work.ts';

/**
 * The same blocks in an order in which each batch has about as much to do, because the slowest one is waited for. Changed blocks stay
 * in their order: neighbours show the same shots, and a batch decodes a shot once. The others even out what is left.
 * @param size blocks of a batch
 */
export function spreadChanges<Item>(blocks: Item[], workOf: (block: Item) => BlockWork, size: number): Item[] {
  const works = new Map(blocks.map((block) => [block, workOf(block)]));
  const isChanged = (block: Item) => works.get(block)!.make > 0;
  const msOf = (block: Item) => works.get(block)!.make + works.get(block)!.copy;
  const changed = blocks.filter(isChanged);
  if (changed.length === blocks.length || changed.length === 0) return blocks;
  const batches = Array.from({ length: Math.ceil(blocks.length / size) }, (_, i): Filling<Item> => {
    return { blocks: [], ms: 0, room: Math.min(size, blocks.length - i * size) };
  });
  const all = changed.reduce((sum, block) => sum + msOf(block), 0);
  let before = 0;
  for (const block of changed) {
    const wanted = Math.floor((batches.length * (before + msOf(block) / 2)) / all);
    before += msOf(block);
    put(block, msOf(block), batches.find((one, i) => i >= wanted && one.room > 0) ?? withRoom(batches)[0]!);
  }
  const rest = blocks.filter((block) => !isChanged(block)).toSorted((a, b) => msOf(b) - msOf(a));
  for (const block of rest) put(block, msOf(block), leastOf(withRoom(batches)));
  return batches.flatMap((batch) => batch.blocks);
}

type Filling<Item> = { blocks: Item[]; ms: number; room: number };

function put<Item>(block: Item, ms: number, batch: Filling<Item>): void {
  batch.blocks.push(block);
  batch.ms += ms;
  batch.room -= 1;
}

const withRoom = <Item>(batches: Filling<Item>[]) => batches.filter(({ room }) => room > 0);

const leastOf = <Item>(batches: Filling<Item>[]): Filling<Item> =>
  batches.reduce((least, batch) => (batch.ms < least.ms ? batch : least));
