import { DOUBTFUL_BELOW } from '../../../../lib/limits.ts';
import type { Block, LocatedShot } from '../../workflow.ts';

type Where = 'id' | 'key' | 'row' | 'col' | 'position' | 'width' | 'height' | 'confidence' | 'reason';

/** Shots as the owner rule takes them (owners.ts): by row, column, id, and with their class. */
export const placedShots = (shots: readonly Pick<LocatedShot, Where>[]): Block['shots'] =>
  shots
    .toSorted((a, b) => a.row - b.row || a.col - b.col || (a.id < b.id ? -1 : 1))
    .map((shot) => {
      const { id, key, width, height } = shot;
      const [x, y] = shot.position;
      return { id, key, x, y, width, height, ...(isDoubtful(shot) && { low: true as const }) };
    });

/** Rather wrong than right. What somebody says is never doubted. */
const isDoubtful = ({ confidence, reason }: Pick<LocatedShot, Where>) =>
  confidence < DOUBTFUL_BELOW && reason !== 'given' && reason !== 'by_hand';
