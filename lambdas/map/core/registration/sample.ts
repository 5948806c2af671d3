import type { Box, Neighbour } from '../../placement.ts';
import type { Bins, Kernel, Picture, Plane } from '../../ports/kernel.ts';
import type { CoordsItem } from '../../workflow.ts';
import { ShotFailure } from '../shot-failure.ts';
import { watchPixels } from './constant-pixels.ts';
import { findInterface } from './interface-boxes.ts';
import { type Learner, learnPair, type SurePair } from './learn-pair.ts';
import { type Mask, makeMask, stripOf } from './prepare-shot.ts';
import { type CoordsTools, holdShot, type ShotFile } from './read-shot.ts';
import { minus } from './windows.ts';

/** Of shots between the two times that each is looked at, hardly 2 bytes a px: 76 shots of 1280 x 1024 px. */
const KEPT_BYTES = 200e6;

/** The shots that a build's calibration is learnt from. All have the size of the first. */
export type Sample = {
  boxes(): Promise<Box[]>;
  pairs(boxes: Box[]): Promise<SampledPair[]>;
  close(): void;
};

export type SampledPair = SurePair & Pick<Neighbour, 'side'>;

export function openSample(shots: CoordsItem[], tools: CoordsTools): Sample {
  const size = shots[0]!;
  const { kernel, work } = tools;
  const kept = new Map<string, Seen>();
  const most = Math.floor(KEPT_BYTES / (2 * size.width * size.height));

  /** Coords names the shots that cannot be read; here they are passed over. */
  const read = async (shot: ShotFile): Promise<Seen | undefined> => {
    try {
      return kept.get(shot.id) ?? seen(kernel, await holdShot(tools, await work.get(shot.key), shot, size));
    } catch (error) {
      if (error instanceof ShotFailure) return undefined;
      throw error;
    }
  };
  return {
    async boxes() {
      const watch = watchPixels(kernel);
      try {
        for (const shot of shots) {
          const one = await read(shot);
          if (!one) continue;
          if (kept.size < most) kept.set(shot.id, one);
          try {
            watch.add(one.luma);
          } finally {
            if (!kept.has(shot.id)) kernel.free(one.luma, one.bins);
          }
        }
        const changes = watch.changes();
        return changes ? findInterface(changes) : [];
      } finally {
        watch.close();
      }
    },
    async pairs(boxes) {
      const mask = makeMask(kernel, size.width, size.height, { boxes, animated: '' });
      const open = new Map<string, Learner | undefined>();
      const learner = async (shot: ShotFile) => {
        if (open.has(shot.id)) return open.get(shot.id);
        const one = await read(shot);
        kept.delete(shot.id);
        const made = one && learnerOf(kernel, one, mask);
        open.set(shot.id, made);
        return made;
      };
      const closeAll = (isOver: (id: string) => boolean) => {
        for (const [id, made] of open) {
          if (!isOver(id)) continue;
          if (made) kernel.free(made.strip, made.bins);
          open.delete(id);
        }
      };
      const last = lastUses(shots);
      const found: SampledPair[] = [];
      try {
        for (const [index, shot] of shots.entries()) {
          for (const neighbour of beside(shot)) {
            const [a, b] = [await learner(shot), await learner(neighbour)];
            const pair = a && b && learnPair(kernel, a, b, minus(neighbour.nominal, shot.nominal));
            if (pair) found.push({ ...pair, side: neighbour.side });
          }
          closeAll((id) => last.get(id)! <= index);
        }
        return found;
      } finally {
        closeAll(() => true);
        kernel.free(mask.plane);
      }
    },
    close() {
      for (const { luma, bins } of kept.values()) kernel.free(luma, bins);
      kept.clear();
    },
  };
}

/** Across a corner there is little to learn. */
export const beside = ({ neighbours }: CoordsItem): Neighbour[] =>
  neighbours.filter(({ side }) => side === 'right' || side === 'below');

/** Index of the last shot that needs a shot. */
function lastUses(shots: CoordsItem[]): Map<string, number> {
  const last = new Map<string, number>();
  for (const [index, shot] of shots.entries()) {
    for (const { id } of [shot, ...beside(shot)]) last.set(id, index);
  }
  return last;
}

/** What is learnt from: the brightness of each pixel, and the colours of some rows. */
type Seen = { luma: Plane; bins: Bins };

/** Every so many rows the colours are looked at: of large shots fewer. */
const rowsOf = ({ width, height }: Picture): number => (width * height < 600_000 ? 3 : 6);

/** The picture goes. */
function seen(kernel: Kernel, picture: Picture): Seen {
  try {
    return kernel.undoing(() => {
      const bins = kernel.bins(picture, [0, 0, picture.width, picture.height], rowsOf(picture));
      return { luma: kernel.luma(picture), bins };
    });
  } finally {
    kernel.free(picture);
  }
}

/** What was seen goes, but for the bins that go on. */
function learnerOf(kernel: Kernel, { luma, bins }: Seen, mask: Mask): Learner {
  try {
    return { strip: stripOf(kernel, luma, mask), bins };
  } catch (error) {
    kernel.free(bins);
    throw error;
  } finally {
    kernel.free(luma);
  }
}
