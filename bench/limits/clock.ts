/** A discrete-event clock: time jumps from one event to the next, so that an hour of an account takes a second. */

export type Clock = {
  /** Seconds since the beginning. */
  now(): number;
  /** Runs `event` when the clock stands at that time; events of one time in the order in which they were asked for. */
  at(time: number, event: () => void): void;
  after(seconds: number, event: () => void): void;
  /** Until nothing is left to happen. */
  run(): void;
};

type Event = { time: number; turn: number; happen: () => void };
const isBefore = (a: Event, b: Event) => a.time < b.time || (a.time === b.time && a.turn < b.turn);

export function createClock(): Clock {
  /** A binary heap. */
  const heap: Event[] = [];
  let [now, turns] = [0, 0];

  function push(event: Event): void {
    let at = heap.push(event) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!isBefore(event, heap[above]!)) break;
      heap[at] = heap[above]!;
      at = above;
    }
    heap[at] = event;
  }

  function pop(): Event {
    const first = heap[0]!;
    const last = heap.pop()!;
    if (heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && isBefore(heap[below + 1]!, heap[below]!)) below += 1;
      if (!isBefore(heap[below]!, last)) break;
      heap[at] = heap[below]!;
      at = below;
    }
    heap[at] = last;
    return first;
  }

  const at = (time: number, happen: () => void) => push({ time: Math.max(time, now), turn: turns++, happen });
  return {
    now: () => now,
    at,
    after: (seconds, event) => at(now + seconds, event),
    run() {
      while (heap.length > 0) {
        const event = pop();
        now = event.time;
        event.happen();
      }
    },
  };
}
