import type { SolvedPair, XY } from '../../placement.ts';
import { latticePlaces } from '../lattice.ts';
import { tolerance } from './beliefs.ts';
import type { Findings } from './confidence.ts';

/** The offset that a pair means is, of all that it can mean, the one nearest to where its shots lie. */
export function solvedPair({ graph, beliefs, positions, holding, reached }: Findings, pair: number): SolvedPair {
  const { a, b, side, lattice } = graph.pairs[pair]!;
  const [from, to] = [graph.from[pair]!, graph.to[pair]!];
  const place: XY = [positions.x[to]! - positions.x[from]!, positions.y[to]! - positions.y[from]!];
  const far = ([x, y]: XY) => Math.hypot(x - place[0], y - place[1]);
  const trusted = beliefs.trust[pair]! > 0;
  const meant = beliefs.candidates[pair]!.flatMap((at) => (lattice ? latticePlaces(at, lattice, place) : [at]));
  const nearest = meant.toSorted((p, q) => far(p) - far(q))[0];
  const offset: XY | null = trusted ? [beliefs.dx[pair]!, beliefs.dy[pair]!] : (nearest ?? null);
  if (!offset) return { a, b, side, offset, residual: null, used: false };
  const fits = far(offset) <= tolerance(graph.pairs[pair]!);
  const used = trusted ? holding[pair] === 1 : fits && reached.way[from] !== 'planned' && reached.way[to] !== 'planned';
  return { a, b, side, offset, residual: far(offset), used };
}
