import { type ReadonlySignal, signal } from '@preact/signals';
import { FARTHEST_PIXEL } from '../../lib/limits.ts';

export type XY = [number, number];

/** In px of the map; null gives a shot that was put somewhere before back to what its picture says. */
export type Put = XY | null;

/** Shots that were moved by hand and are not built yet; each with the way back. */
export type Moves = {
  /** Where each of them was put. */
  places: ReadonlySignal<ReadonlyMap<string, Put>>;
  /** Puts a shot somewhere, to whole px. What belongs to the same gesture is undone together. */
  put(shot: string, at: Put, gesture?: object): void;
  /** Whether there is something to undo. */
  canUndo(shot: string): boolean;
  undo(shot: string): void;
  /** Takes back all of a shot. */
  reset(shot: string): void;
  /** Takes back everything. */
  discard(): void;
};

/** @param least how far left and up a shot may lie: the map that shows a build begins at 0 and stays so, found places may begin before it */
export function startMoves(least: (shot: string) => XY = () => [-FARTHEST_PIXEL, -FARTHEST_PIXEL]): Moves {
  const places = signal<ReadonlyMap<string, Put>>(new Map());
  const before = new Map<string, (Put | undefined)[]>();
  let gestureUnderWay: object | undefined;
  const whole = (px: number, from: number) => Math.min(FARTHEST_PIXEL, Math.max(from, Math.round(px)));
  const show = (shot: string, at: Put | undefined) => {
    const next = new Map(places.peek());
    if (at === undefined) next.delete(shot);
    else next.set(shot, at);
    places.value = next;
  };
  return {
    places,
    put(shot, wanted, gesture) {
      const [left, top] = least(shot);
      const at: Put = wanted && [whole(wanted[0], left), whole(wanted[1], top)];
      const here = places.peek().get(shot);
      if (isSame(here, at)) return;
      const isNew = gesture === undefined || gesture !== gestureUnderWay;
      gestureUnderWay = gesture;
      if (isNew) before.set(shot, [...(before.get(shot) ?? []), here]);
      show(shot, at);
    },
    canUndo: (shot) => (before.get(shot) ?? []).length > 0,
    undo(shot) {
      const steps = before.get(shot);
      if (!steps?.length) return;
      gestureUnderWay = undefined;
      show(shot, steps.pop());
    },
    reset(shot) {
      before.delete(shot);
      gestureUnderWay = undefined;
      show(shot, undefined);
    },
    discard() {
      before.clear();
      gestureUnderWay = undefined;
      places.value = new Map();
    },
  };
}

const isSame = (a: Put | undefined, b: Put) => a === b || (a && b && a[0] === b[0] && a[1] === b[1]);

/** How far a key moves a shot: 1 px, with Shift 10; undefined for other keys. */
export function keyStep({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): XY | undefined {
  const step = shiftKey ? 10 : 1;
  const ways: Record<string, XY> = {
    ArrowLeft: [-step, 0],
    ArrowRight: [step, 0],
    ArrowUp: [0, -step],
    ArrowDown: [0, step],
  };
  return ways[key];
}
