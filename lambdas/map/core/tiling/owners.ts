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

/** Pixels [from, to) of a row, owned by the shot with this index in the list. */
export type Run = { from: number; to: number; owner: number };

/** Runs of row `y` between `from` and `to`, left to right; what no shot covers is in none. */
export function ownerRuns(shots: Placed[], y: number, from: number, to: number): Run[] {
  let runs: Run[] = [];
  for (let index = 0; index < shots.length; index++) {
    const shot = shots[index]!;
    if (y < shot.y || y >= shot.y + shot.height) continue;
    const start = Math.max(from, shot.x);
    const end = Math.min(to, shot.x + shot.width);
    if (start < end) runs = withShot(runs, shots, index, y, start, end);
  }
  return runs;
}

/** Lets a later shot take, within [start, end), what it is strictly nearer to, and what nobody owns yet. */
function withShot(runs: Run[], shots: Placed[], index: number, y: number, start: number, end: number): Run[] {
  const result: Run[] = [];
  let free = start;
  for (const run of runs) {
    if (run.to <= start || run.from >= end) {
      if (run.from >= end && free < end) {
        push(result, free, end, index);
        free = end;
      }
      push(result, run.from, run.to, run.owner);
      continue;
    }
    const left = Math.max(run.from, start);
    const right = Math.min(run.to, end);
    push(result, free, left, index);
    push(result, run.from, left, run.owner);
    const [won, lost] = nearerPart(shots[index]!, shots[run.owner]!, y, left, right);
    push(result, left, won, run.owner);
    push(result, won, lost, index);
    push(result, lost, run.to, run.owner);
    free = right;
  }
  push(result, free, end, index);
  return result;
}

/** Where in [left, right) the challenger's centre is strictly nearer than the holder's: [begin, end), maybe empty. */
function nearerPart(challenger: Placed, holder: Placed, y: number, left: number, right: number): [number, number] {
  // Squared distances in half px at x: (2x + 1 - c)² + d². Challenger minus holder is slope · x + rest.
  const c = 2 * challenger.x + challenger.width;
  const h = 2 * holder.x + holder.width;
  const down = 2 * y + 1 - 2 * challenger.y - challenger.height;
  const downHolder = 2 * y + 1 - 2 * holder.y - holder.height;
  const slope = 4 * (h - c);
  const rest = (1 - c) ** 2 - (1 - h) ** 2 + down ** 2 - downHolder ** 2;
  if (slope === 0) return rest < 0 ? [left, right] : [left, left];
  // slope · x + rest < 0
  if (slope < 0) {
    const begin = Math.min(right, Math.max(left, Math.floor(-rest / slope) + 1));
    return [begin, right];
  }
  return [left, Math.max(left, Math.min(right, Math.ceil(-rest / slope)))];
}

function push(runs: Run[], from: number, to: number, owner: number): void {
  if (from >= to) return;
  const last = runs.at(-1);
  if (last && last.to === from && last.owner === owner) last.to = to;
  else runs.push({ from, to, owner });
}
