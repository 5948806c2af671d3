/** A heap: takes out the greatest first; of equals the one with the lower id. */
export type Queue<T extends { priority: number; id: number }> = { push(item: T): void; pop(): T | undefined };

export function queueOf<T extends { priority: number; id: number }>(): Queue<T> {
  const heap: T[] = [];
  const before = (a: T, b: T) => a.priority > b.priority || (a.priority === b.priority && a.id < b.id);
  const swap = (a: number, b: number) => {
    [heap[a], heap[b]] = [heap[b]!, heap[a]!];
  };
  return {
    push(item) {
      heap.push(item);
      for (let at = heap.length - 1; at > 0; ) {
        const parent = (at - 1) >> 1;
        if (!before(heap[at]!, heap[parent]!)) return;
        swap(at, parent);
        at = parent;
      }
    },
    pop() {
      const top = heap[0];
      const last = heap.pop();
      if (heap.length === 0 || last === undefined) return top;
      heap[0] = last;
      for (let at = 0; ; ) {
        let next = at;
        for (const child of [2 * at + 1, 2 * at + 2])
          if (child < heap.length && before(heap[child]!, heap[next]!)) next = child;
        if (next === at) return top;
        swap(at, next);
        at = next;
      }
    },
  };
}
