import { touchingOf } from './graph.ts';

/** Ties between nodes; the same two may be tied more than once. */
type Ties = { nodes: number; from: Int32Array; to: Int32Array };

/**
 * 1 for each tie without which a part would fall off: what lies behind a bridge is held by that one alone. Tarjan's algorithm with
 * a stack of its own, as a row of 10,000 shots would be 10,000 calls deep.
 */
export function bridgesOf({ nodes, from, to }: Ties): Uint8Array {
  const { start, touching } = touchingOf(nodes, from, to);
  const bridges = new Uint8Array(from.length);
  const entered = new Int32Array(nodes);
  const lowest = new Int32Array(nodes);
  const came = new Int32Array(nodes).fill(-1);
  const next = start.slice(0, nodes);
  let turn = 0;
  for (let root = 0; root < nodes; root++) {
    if (entered[root]! > 0) continue;
    const stack = [root];
    entered[root] = lowest[root] = ++turn;
    while (stack.length > 0) {
      const node = stack.at(-1)!;
      if (next[node]! < start[node + 1]!) {
        const tie = touching[next[node]!++]!;
        if (tie === came[node]) continue;
        const other = from[tie]! + to[tie]! - node;
        if (entered[other]! > 0) lowest[node] = Math.min(lowest[node]!, entered[other]!);
        else {
          came[other] = tie;
          entered[other] = lowest[other] = ++turn;
          stack.push(other);
        }
        continue;
      }
      stack.pop();
      const tie = came[node]!;
      if (tie < 0) continue;
      const before = from[tie]! + to[tie]! - node;
      lowest[before] = Math.min(lowest[before]!, lowest[node]!);
      if (lowest[node]! > entered[before]!) bridges[tie] = 1;
    }
  }
  return bridges;
}
