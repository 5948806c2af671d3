import type { Box, Neighbour } from '../../placement.ts';
import type { Bins, Kernel, Picture, Plane } from '../../ports/kernel.ts';
import type { CoordsItem } from '../../workflow.ts';
import { ShotFailure } from '../shot-failure.ts';
import { watchPixels } from './constant-pixels.ts';
import { findInterface } from './interface-boxes.ts';
import { type Learner, learnPair, type SurePair } from './learn-pair.ts';
import { makeMask, stripOf } from './prepare-shot.ts';
import { type CoordsTools, holdShot, type ShotFile } from './read-shot.ts';
import { minus } from './windows.ts';

/** Of shots between the two times that each is looked at, 3 bytes a px: 51 shots of 1280 x 1024 px. */
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
  const most = Math.floor(KEPT_BYTES / (3 * size.width * size.height));

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
          watch.add(one.luma);
          if (kept.size < most) kept.set(shot.id, one);
          else kernel.free(one.luma, one.bins);
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
        const made = one && { strip: stripOf(kernel, one.luma, mask), bins: one.bins };
        if (one) kernel.free(one.luma);
        open.set(shot.id, made);
        return made;
      };
      const last = lastUses(shots);
      const found: SampledPair[] = [];
      for (const [index, shot] of shots.entries()) {
        for (const neighbour of beside(shot)) {
          const [a, b] = [await learner(shot), await learner(neighbour)];
          const pair = a && b && learnPair(kernel, a, b, minus(neighbour.nominal, shot.nominal));
          if (pair) found.push({ ...pair, side: neighbour.side });
        }
        for (const [id, made] of open) {
          if (last.get(id)! > index) continue;
          if (made) kernel.free(made.strip, made.bins);
          open.delete(id);
        }
      }
      kernel.free(mask.plane);
      return found;
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

/** What is learnt from: brightness and colour of each pixel, in as many bytes as the picture had. */
type Seen = { luma: Plane; bins: Bins };

function seen(kernel: Kernel, picture: Picture): Seen {
  const bins = kernel.bins(picture, [0, 0, picture.width, picture.height]);
  const luma = kernel.luma(picture);
  kernel.free(picture);
  return { luma, bins };
}
