import { decompose, type Envelope, envelopeFor, substitute } from './envelope.ts';
import type { Graph } from './graph.ts';

/** Positions of all shots, by index. */
export type Positions = { x: Float64Array; y: Float64Array };
export type Offsets = { dx: Float64Array; dy: Float64Array };

/** What one round solves: how strongly each pair holds its shots together, and where and how strongly shots are anchored. */
type Weights = { pairs: Float64Array; anchors: Float64Array; at: Positions };

/** Numbered by rows or by columns, whichever is shorter. */
export function equationsOf({ shots, from, to }: Graph): Envelope {
  const byRows = Int32Array.from(shots, (_, index) => index);
  const byColumns = byRows.toSorted((a, b) => shots[a]!.col - shots[b]!.col || a - b);
  return envelopeFor(from, to, [byRows, byColumns]);
}

/** Where all shots lie best: the least sum of weighted squares, in px. */
export function leastSquares(
  { from, to }: Graph,
  equations: Envelope,
  { dx, dy }: Offsets,
  { pairs: weights, anchors, at }: Weights,
): Positions {
  decompose(equations, { from, to, weights, anchors });
  const x = anchors.map((weight, i) => weight * at.x[i]!);
  const y = anchors.map((weight, i) => weight * at.y[i]!);
  for (let pair = 0; pair < from.length; pair++) {
    const weight = weights[pair]!;
    if (weight === 0) continue;
    x[to[pair]!]! += weight * dx[pair]!;
    x[from[pair]!]! -= weight * dx[pair]!;
    y[to[pair]!]! += weight * dy[pair]!;
    y[from[pair]!]! -= weight * dy[pair]!;
  }
  return { x: substitute(equations, x), y: substitute(equations, y) };
}
