import type { BoxRows } from './box-rows.ts';

/**
 * The owner rule: a pixel belongs, among the shots whose rectangle contains it, to one of the best class; in that class to
 * the one whose centre is nearest to the pixel's centre; at equal distance to the first in the list, which is ordered by
 * row, column, id. Classes, best first: a shot that is well placed; one of low confidence; an interface box of a shot that is
 * well placed; a box of one of low confidence. So boxes and doubtful shots are shown only where nothing else shows the place.
 *
 * The rule looks at nothing but the pixel, the shots and their boxes, so every block decides alike and blocks agree at their
 * borders; leaving out shots that own no pixel of a block changes nothing inside it.
 *
 * Along one row of pixels a shot falls into a few parts of one class each. The squared distances of two shots differ by a
 * linear function of x (the x² cancels), so a part's share against another of its class is a half-line, and a row falls into
 * a few runs. All arithmetic is in whole numbers (doubled coordinates), hence exact.
 */
/** `low`: of low confidence. */
export type Placed = { x: number; y: number; width: number; height: number; low?: true };

/** Told of pixels [from, to) of a row, owned by the shot with index `owner` in the list. It must not ask for runs itself. */
export type VisitRun = (owner: number, from: number, to: number) => void;

/** A part is its shot's index and its class in one number: index << CLASS_BITS | class. The smaller class wins. */
const CLASS_BITS = 2;
const CLASS = 3;
const LOW = 1;
const BOX = 2;

/** Runs of a row as triples part, from, to. The array only grows; `length` says how much of it is this row's. */
type Runs = { triples: number[]; length: number };

// The same arrays for all rows: as objects, the runs of a batch were a hundred thousand things for the garbage collector.
let runs: Runs = { triples: [], length: 0 };
let next: Runs = { triples: [], length: 0 };
const nearer = { begin: 0, end: 0 };

const NONE: readonly number[] = [];
const NO_BOXES: BoxRows = [];

/**
 * Visits the runs of row `y` between `from` and `to`, left to right; what no shot covers is in none. The boxes are the same in
 * every shot.
 */
export function eachRun(
  shots: readonly Placed[],
  y: number,
  from: number,
  to: number,
  visit: VisitRun,
  boxes: BoxRows = NO_BOXES,
): void {
  runs.length = 0;
  for (let index = 0; index < shots.length; index++) {
    const shot = shots[index]!;
    if (y < shot.y || y >= shot.y + shot.height) continue;
    const start = Math.max(from, shot.x);
    const end = Math.min(to, shot.x + shot.width);
    if (start >= end) continue;
    const clean = (index << CLASS_BITS) | (shot.low ? LOW : 0);
    const covered = y - shot.y < boxes.length ? boxes[y - shot.y]! : NONE;
    if (covered.length === 0) addPart(shots, clean, y, start, end);
    else addCovered(shots, clean, y, start, end, covered);
  }
  visitOwners(visit);
}

/** A shot's parts beside its boxes and under them. */
function addCovered(
  shots: readonly Placed[],
  clean: number,
  y: number,
  start: number,
  end: number,
  covered: readonly number[],
): void {
  const { x } = shots[clean >> CLASS_BITS]!;
  let free = start;
  for (let i = 0; i < covered.length && free < end; i += 2) {
    const left = Math.min(end, Math.max(free, x + covered[i]!));
    const right = Math.min(end, Math.max(left, x + covered[i + 1]!));
    if (free < left) addPart(shots, clean, y, free, left);
    if (left < right) addPart(shots, clean | BOX, y, left, right);
    free = right;
  }
  if (free < end) addPart(shots, clean, y, free, end);
}

/** Neighbouring runs of one shot are one run, whatever their classes. */
function visitOwners(visit: VisitRun): void {
  const { triples, length } = runs;
  for (let i = 0; i < length; i += 3) {
    const owner = triples[i]! >> CLASS_BITS;
    const from = triples[i + 1]!;
    while (i + 3 < length && triples[i + 4] === triples[i + 2] && triples[i + 3]! >> CLASS_BITS === owner) i += 3;
    visit(owner, from, triples[i + 2]!);
  }
}

/** Lets a later part take, within [start, end), what it shows better, and what nobody owns yet. */
function addPart(shots: readonly Placed[], part: number, y: number, start: number, end: number): void {
  const { triples, length } = runs;
  next.length = 0;
  let free = start;
  for (let i = 0; i < length; i += 3) {
    const owner = triples[i]!;
    const from = triples[i + 1]!;
    const to = triples[i + 2]!;
    if (to <= start || from >= end) {
      if (from >= end && free < end) {
        push(part, free, end);
        free = end;
      }
      push(owner, from, to);
      continue;
    }
    const left = Math.max(from, start);
    const right = Math.min(to, end);
    push(part, free, left);
    findBetter(shots, part, owner, y, left, right);
    push(owner, from, nearer.begin);
    push(part, nearer.begin, nearer.end);
    push(owner, nearer.end, to);
    free = right;
  }
  push(part, free, end);
  [runs, next] = [next, runs];
}

/** Where in [left, right) the challenger shows the place better: `nearer`, maybe empty. */
function findBetter(
  shots: readonly Placed[],
  part: number,
  holder: number,
  y: number,
  left: number,
  right: number,
): void {
  const difference = (part & CLASS) - (holder & CLASS);
  if (difference === 0) {
    findNearer(shots[part >> CLASS_BITS]!, shots[holder >> CLASS_BITS]!, y, left, right);
    return;
  }
  nearer.begin = left;
  nearer.end = difference < 0 ? right : left;
}

/** Where in [left, right) the challenger's centre is strictly nearer than the holder's: `nearer`, maybe empty. */
function findNearer(challenger: Placed, holder: Placed, y: number, left: number, right: number): void {
  // Squared distances in half px at x: (2x + 1 - c)² + d². Challenger minus holder is slope · x + rest.
  const c = 2 * challenger.x + challenger.width;
  const h = 2 * holder.x + holder.width;
  const down = 2 * y + 1 - 2 * challenger.y - challenger.height;
  const downHolder = 2 * y + 1 - 2 * holder.y - holder.height;
  const slope = 4 * (h - c);
  const rest = (1 - c) ** 2 - (1 - h) ** 2 + down ** 2 - downHolder ** 2;
  nearer.begin = left;
  nearer.end = right;
  if (slope === 0) nearer.end = rest < 0 ? right : left;
  // slope · x + rest < 0
  else if (slope < 0) nearer.begin = Math.min(right, Math.max(left, Math.floor(-rest / slope) + 1));
  else nearer.end = Math.max(left, Math.min(right, Math.ceil(-rest / slope)));
}

function push(part: number, from: number, to: number): void {
  if (from >= to) return;
  const { triples, length } = next;
  if (length > 0 && triples[length - 1] === from && triples[length - 3] === part) {
    triples[length - 1] = to;
    return;
  }
  triples[length] = part;
  triples[length + 1] = from;
  triples[length + 2] = to;
  next.length = length + 3;
}
