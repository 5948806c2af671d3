/** What a pair says: the shift in px that would make it right, and how much its word weighs. */
export type Vote = { x: number; y: number; weight: number; tolerance: number };

export type Consensus = {
  x: number;
  y: number;
  /** Of those who agree, summed. */
  weight: number;
  count: number;
  /** The same of the strongest who agree on something else. */
  rival: number;
  rivals: number;
};

/** What most votes agree on, by weight. Null without votes. */
export function consensusOf(votes: Vote[]): Consensus | null {
  const best = strongest(votes);
  if (!best) return null;
  const others = strongest(votes.filter((vote) => !best.agreeing.includes(vote)));
  return {
    ...{ x: best.x, y: best.y, weight: best.weight, count: best.agreeing.length },
    ...{ rival: others?.weight ?? 0, rivals: others?.agreeing.length ?? 0 },
  };
}

/** Squares of this side in px are compared with the eight around them: votes that agree are never farther apart. */
const SQUARE = 4.75;

function strongest(votes: Vote[]) {
  const squares = new Map<string, { weight: number; votes: Vote[] }>();
  for (const vote of votes) {
    const key = `${Math.floor(vote.x / SQUARE)} ${Math.floor(vote.y / SQUARE)}`;
    const square = squares.get(key) ?? { weight: 0, votes: [] };
    square.weight += vote.weight;
    square.votes.push(vote);
    squares.set(key, square);
  }
  let best: { x: number; y: number; weight: number; agreeing: Vote[] } | null = null;
  for (const key of squares.keys()) {
    const near = around(squares, key);
    if (best && near.reduce((sum, { weight }) => sum + weight, 0) <= best.weight) continue;
    const close = near.flatMap((square) => square.votes);
    // One begins, as they are few; in a crowd any that agrees with many is as good as the others.
    for (const first of squares.get(key)!.votes.slice(0, 8)) {
      const agreeing = close.filter((vote) => agree(vote, first));
      const weight = agreeing.reduce((sum, vote) => sum + vote.weight, 0);
      if (best && weight <= best.weight) continue;
      const mean = (axis: 'x' | 'y') => agreeing.reduce((sum, vote) => sum + vote.weight * vote[axis], 0) / weight;
      best = { x: mean('x'), y: mean('y'), weight, agreeing };
    }
  }
  return best;
}

const agree = (a: Vote, b: Vote) => Math.hypot(a.x - b.x, a.y - b.y) <= Math.max(a.tolerance, b.tolerance);

function around<T>(squares: Map<string, T>, key: string): T[] {
  const [column, row] = key.split(' ').map(Number) as [number, number];
  const near: T[] = [];
  for (let right = -1; right <= 1; right++) {
    for (let down = -1; down <= 1; down++) {
      const square = squares.get(`${column + right} ${row + down}`);
      if (square) near.push(square);
    }
  }
  return near;
}
