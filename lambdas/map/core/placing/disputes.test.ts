import { describe, expect, it } from 'vitest';
import { beliefsOf } from './beliefs.ts';
import { type City, cityOf } from './city.fixture.ts';
import { disputesOf } from './disputes.ts';
import { graphOf } from './graph.ts';
import { islandsOf } from './islands.ts';

/** Asks of a city as it truly is, after some of its pairs were moved by one step. */
function ask(city: City, wrong: [string, string][]) {
  const pairs = city.pairs.map((pair) => {
    if (!wrong.some(([a, b]) => pair.a === a && pair.b === b)) return pair;
    const [x, y] = pair.offsets[0]!.at;
    return { ...pair, offsets: [{ at: [x + 32, y + 16] as [number, number], score: 1 }] };
  });
  const graph = graphOf(city.shots, pairs);
  const at = graph.shots.map(({ id }) => city.truth.get(id)!);
  const positions = { x: Float64Array.from(at, ([x]) => x), y: Float64Array.from(at, ([, y]) => y) };
  const { loose, disputed } = disputesOf(
    graph,
    beliefsOf(graph),
    islandsOf(graph, () => true),
    positions,
    0.001,
  );
  const named = (marks: Uint8Array) => graph.shots.filter((_, shot) => marks[shot]).map(({ id }) => id);
  return { loose: named(loose), disputed: named(disputed) };
}

describe('disputesOf', () => {
  const city = cityOf({ rows: 6, cols: 6, diagonals: false });

  it('lets go a corner with one pair for and one against', () => {
    expect(ask(city, [['r0c0', 'r0c1']])).toEqual({ loose: ['r0c0'], disputed: [] });
  });

  it('lets go two shots with one pair for them and two against', () => {
    // r0c0 and r0c1: three pairs tie them to the others.
    const found = ask(city, [
      ['r0c0', 'r1c0'],
      ['r0c1', 'r1c1'],
    ]);
    expect(found.loose).toEqual(expect.arrayContaining(['r0c0', 'r0c1']));
  });

  it('calls a border shot disputed that two pairs hold and one wants elsewhere', () => {
    expect(ask(city, [['r0c2', 'r0c3']])).toEqual({ loose: [], disputed: ['r0c2', 'r0c3'] });
  });

  it('leaves what is well held alone', () => {
    expect(ask(city, [['r2c2', 'r2c3']])).toEqual({ loose: [], disputed: [] });
    expect(ask(city, [])).toEqual({ loose: [], disputed: [] });
  });
});
