import { expect, test } from 'vitest';
import { Heap } from './heap.ts';

const fresh = () => new Heap(new WebAssembly.Memory({ initial: 1 }), 1000);

test('what is given back is taken again, and neighbours grow together', () => {
  const heap = fresh();
  const [a, b, c] = [1000, 5000, 300].map((bytes) => heap.take(bytes)) as [number, number, number];
  expect([a, b, c].map((at) => at % 64)).toEqual([0, 0, 0]);
  heap.give(a);
  heap.give(c);
  heap.give(b);
  expect(heap.held).toBe(0);
  expect(heap.take(6500)).toBe(a);
});

test('the memory grows where nothing free is large enough, and what was written stays', () => {
  const heap = fresh();
  const a = heap.take(100);
  heap.write(a, Uint8Array.of(1, 2, 3));
  const b = heap.take(1_000_000);
  heap.bytes().fill(9, b, b + 1_000_000);
  expect([...heap.copy(a, 3)]).toEqual([1, 2, 3]);
  expect(heap.bytes().byteLength).toBeGreaterThan(1_000_000);
});

test('what failing work took goes back, what it gave is given, and what others hold stays', () => {
  const heap = new Heap(new WebAssembly.Memory({ initial: 1, maximum: 4 }), 1000);
  const others = heap.take(1000);
  const before = heap.held;
  const work = () => {
    heap.take(500);
    heap.give(heap.take(300));
    heap.borrow(100, () => heap.take(1_000_000));
  };
  expect(() => heap.undoing(work)).toThrow(RangeError);
  expect(heap.held).toBe(before);
  heap.give(others);
  expect(heap.take(50_000)).toBe(others);
  expect(heap.undoing(() => heap.take(10))).toBeGreaterThan(others);
});

test('never shares a byte between two holders', () => {
  const heap = fresh();
  const held = new Map<number, number>();
  let state = 7;
  const random = (n: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % n;
  };
  for (let i = 0; i < 2000; i++) {
    const oldest = [...held.keys()][random(held.size + 1)];
    if (oldest !== undefined && random(2)) {
      heap.give(oldest);
      held.delete(oldest);
    } else {
      const bytes = 1 + random(5000);
      held.set(heap.take(bytes), bytes);
    }
  }
  const sorted = [...held].sort(([p], [q]) => p - q);
  for (const [i, [at, bytes]] of sorted.slice(0, -1).entries())
    expect(at + bytes + 64).toBeLessThanOrEqual(sorted[i + 1]![0] - 64);
  for (const at of held.keys()) heap.give(at);
  expect(heap.held).toBe(0);
});

test('giving back twice is told', () => {
  const heap = fresh();
  const at = heap.take(10);
  heap.give(at);
  expect(() => heap.give(at)).toThrow('freed twice');
});

test('what is borrowed comes back even when its use fails', () => {
  const heap = fresh();
  const fail = () => {
    throw new Error('no');
  };
  expect(() => heap.borrow(10, fail)).toThrow('no');
  expect(heap.held).toBe(0);
});
