import { describe, expect, it } from 'vitest';
import type { Placement, XY } from '../../placement.ts';
import { cityOf } from './city.fixture.ts';
import { placeShots } from './place-shots.ts';

const positions = ({ shots }: Placement) => new Map(shots.map(({ id, position }) => [id, position]));
const movedBy = (position: XY, [x, y]: XY): XY => [position[0] + x, position[1] + y];

describe('a shot that somebody put somewhere', () => {
  const city = cityOf({ rows: 5, cols: 6 });
  const free = positions(placeShots(city.shots, city.pairs));
  const fix = (id: string, fixed: XY) => city.shots.map((shot) => (shot.id === id ? { ...shot, fixed } : shot));

  it.each(['r2c3', 'r0c0', 'r4c5'])('stays there, and nobody else moves (%s)', (id) => {
    for (const fixed of [free.get(id)!, movedBy(free.get(id)!, [300, -200]), [12.5, 7.25] as XY]) {
      const placement = placeShots(fix(id, fixed), city.pairs);
      expect(placement.shots.find((shot) => shot.id === id)).toMatchObject({
        position: fixed,
        confidence: 1,
        reason: 'by_hand',
      });
      const others = positions(placement);
      for (const [other, position] of free) if (other !== id) expect(others.get(other)).toEqual(position);
      for (const { a, b, used } of placement.pairs) {
        const moved = (a === id || b === id) && fixed !== free.get(id);
        expect(used).toBe(!moved);
      }
    }
  });

  it('takes along what hangs on it alone', () => {
    const row = cityOf({ rows: 1, cols: 12 });
    const before = positions(placeShots(row.shots, row.pairs));
    const fixed = movedBy(before.get('r0c8')!, [40, 10]);
    const placement = placeShots(
      row.shots.map((shot) => (shot.id === 'r0c8' ? { ...shot, fixed } : shot)),
      row.pairs,
    );
    for (const { id, position } of placement.shots) {
      const col = Number(id.slice(3));
      expect(position).toEqual(col < 8 ? before.get(id) : movedBy(before.get(id)!, [40, 10]));
    }
    const rejected = placement.pairs.filter(({ used }) => !used);
    expect(rejected).toEqual([expect.objectContaining({ a: 'r0c7', b: 'r0c8' })]);
    const tail = placement.shots.filter(({ id }) => Number(id.slice(3)) > 8);
    for (const { confidence, reason } of tail) {
      expect(reason).toBe('one_pair');
      expect(confidence).toBeGreaterThanOrEqual(0.5);
      expect(confidence).toBeLessThanOrEqual(0.8);
    }
  });

  it('places an island that nothing else ties', () => {
    const wide = cityOf({ rows: 4, cols: 12 });
    const left = (id: string) => Number(id.split('c')[1]) < 4;
    const pairs = wide.pairs.filter(({ a, b }) => left(a) === left(b));
    const before = positions(placeShots(wide.shots, pairs));
    const truth = wide.truth.get('r1c1')!;
    const main = wide.truth.get('r0c9')!;
    const right: XY = [truth[0] - main[0] + before.get('r0c9')![0], truth[1] - main[1] + before.get('r0c9')![1]];
    const { shots } = placeShots(
      wide.shots.map((shot) => (shot.id === 'r1c1' ? { ...shot, fixed: right } : shot)),
      pairs,
    );
    for (const { id, position, confidence } of shots) {
      const [x, y] = wide.truth.get(id)!;
      expect(position).toEqual([x - truth[0] + right[0], y - truth[1] + right[1]]);
      expect(confidence).toBeGreaterThanOrEqual(0.5);
    }
  });
});
