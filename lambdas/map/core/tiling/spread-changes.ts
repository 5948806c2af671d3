/** Batches of a build on top of another one: copied blocks cost next to nothing, those that changed as much as ever. */
import type { Block } from '../../workflow.ts';

type Inputs = Pick<Block, 'id' | 'inputs'>;

/**
 * The same blocks in an order in which each batch has about as much to make, because the slowest one is waited for. Changed blocks stay
 * in their order: neighbours show the same shots, and a batch decodes a shot once.
 * @param before the blocks of the base; without any, all have changed
 * @param size blocks of a batch
 */
export function spreadChanges<Item extends Inputs>(blocks: Item[], before: Inputs[], size: number): Item[] {
  const known = new Map(before.map(({ id, inputs }) => [id, inputs]));
  const workOf = ({ id, inputs }: Inputs) => inputs.filter((each, i) => each !== known.get(id)?.[i]).length;
  const changed = blocks.filter((block) => workOf(block) > 0);
  if (changed.length === blocks.length || changed.length === 0) return blocks;
  const batches = Array.from({ length: Math.ceil(blocks.length / size) }, (): Item[] => []);
  const hasRoom = (batch: Item[], i: number) => batch.length < Math.min(size, blocks.length - i * size);
  const all = changed.reduce((sum, block) => sum + workOf(block), 0);
  let begun = 0;
  for (const block of changed) {
    const work = workOf(block);
    const wanted = Math.floor((batches.length * (begun + work / 2)) / all);
    begun += work;
    const batch = batches.find((one, i) => i >= wanted && hasRoom(one, i)) ?? batches.find(hasRoom)!;
    batch.push(block);
  }
  const rest = blocks.filter((block) => workOf(block) === 0);
  return batches.flatMap((batch, i) => {
    const room = Math.min(size, blocks.length - i * size) - batch.length;
    return [...batch, ...rest.splice(0, room)];
  });
}
