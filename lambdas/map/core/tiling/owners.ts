/**
 * The owner rule: a pixel belongs, among the shots whose rectangle contains it, to the one whose centre is nearest to
 * the pixel's centre; at equal distance to the first in the list, which is ordered by row, column, id. The rule looks
 * at nothing but the pixel and the shots, so every block decides alike and blocks agree at their borders; leaving out
 * shots that own no pixel of a block changes nothing inside it.
 *
 * Along one row of pixels the squared distances differ by a linear function of x (the x² cancels), so each shot's part
 * against another is a half-line, and a row falls into a few runs. All arithmetic is in whole numbers (doubled
 * coordinates), hence exact.
 */
export type Placed = { x: number; y: number; width: number; height: number };

/** Told of pixels [from, to) of a row, owned by the shot with index `owner` in the list. It must not ask for runs itself. */
export type VisitRun = (owner: number, from: number, to: number) => void;

/** Runs of a row as triples owner, from, to. The array only grows; `length` says how much of it is this row's. */
type Runs = { triples: number[]; length: number };

// The same arrays for all rows: as objects, the runs of a batch were a hundred thousand things for the garbage collector.
let runs: Runs = { triples: [], length: 0 };
let next: Runs = { triples: [], length: 0 };
const nearer = { begin: 0, end: 0 };

/** Visits the runs of row `y` between `from` and `to`, left to right; what no shot covers is in none. */
export function eachRun(shots: readonly Placed[], y: number, from: number, to: number, visit: VisitRun): void {
  runs.length = 0;
  for (let index = 0; index < shots.length; index++) {
    const shot = shots[index]!;
    if (y < shot.y || y >= shot.y + shot.height) continue;
    const start = Math.max(from, shot.x);
    const end = Math.min(to, shot.x + shot.width);
    if (start < end) addShot(shots, index, y, start, end);
  }
  const { triples, length } = runs;
  for (let i = 0; i < length; i += 3) visit(triples[i]!, triples[i + 1]!, triples[i + 2]!);
}

/** Lets a later shot take, within [start, end), what it is strictly nearer to, and what nobody owns yet. */
function addShot(shots: readonly Placed[], index: number, y: number, start: number, end: number): void {
  const { triples, length } = runs;
  next.length = 0;
  let free = start;
  for (let i = 0; i < length; i += 3) {
    const owner = triples[i]!;
    const from = triples[i + 1]!;
    const to = triples[i + 2]!;
    if (to <= start || from >= end) {
      if (from >= end && free < end) {
        push(index, free, end);
        free = end;
      }
      push(owner, from, to);
      continue;
    }
    const left = Math.max(from, start);
    const right = Math.min(to, end);
    push(index, free, left);
    findNearer(shots[index]!, shots[owner]!, y, left, right);
    push(owner, from, nearer.begin);
    push(index, nearer.begin, nearer.end);
    push(owner, nearer.end, to);
    free = right;
  }
  push(index, free, end);
  [runs, next] = [next, runs];
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

function push(owner: number, from: number, to: number): void {
  if (from >= to) return;
  const { triples, length } = next;
  if (length > 0 && triples[length - 1] === from && triples[length - 3] === owner) {
    triples[length - 1] = to;
    return;
  }
  triples[length] = owner;
  triples[length + 1] = from;
  triples[length + 2] = to;
  next.length = length + 3;
}
