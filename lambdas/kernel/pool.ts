/**
 * Works on all items, at most `limit` at once, and answers in their order. The first error stops the start of others and
 * is thrown.
 */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  let next = 0;
  let failed = false;
  const worker = async () => {
    while (next < items.length && !failed) {
      const index = next++;
      try {
        results[index] = await work(items[index]!, index);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}

/** The same for work that must not go on behind an error: it is thrown when all that was under way has ended. */
export async function inParallelToEnd<Item>(
  items: readonly Item[],
  limit: number,
  work: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  let first: { error: unknown } | undefined;
  await inParallel(items, limit, async (item, index) => {
    if (first) return;
    await work(item, index).catch((error: unknown) => {
      first ??= { error };
    });
  });
  if (first) throw first.error;
}

/** What all answer, as Promise.all; but nothing goes on behind an error: it is thrown when all have ended. */
export async function allToEnd<All extends readonly unknown[] | []>(
  all: All,
): Promise<{ -readonly [I in keyof All]: Awaited<All[I]> }> {
  await Promise.allSettled(all);
  return Promise.all(all);
}

/** Cuts a list into lists of at most `size`, as batch calls of services need them. */
export const inBatches = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
