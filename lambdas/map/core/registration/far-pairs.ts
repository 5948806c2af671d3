import { FAR_SHOT_PIXELS, SURE_FROM } from '../../../../lib/limits.ts';
import type { Calibration, XY } from '../../placement.ts';
import type { Plane, Strip } from '../../ports/kernel.ts';
import type { Grey, Shift } from '../../ports/opencv.ts';
import { estimatePair } from './estimate-pair.ts';
import type { Finding } from './finding.ts';
import type { Mask } from './prepare-shot.ts';
import type { CoordsTools } from './read-shot.ts';
import { apart } from './windows.ts';

/** px around a proposal in which another offset may fit as well; and how near to it the pixels must find their own. */
const AROUND = { search: 48, agree: 4 };
/**
 * Features that agree on an offset, and how many times as many as on the next one. Of 200 pairs of any shots, in three cities and in
 * captures of the game, pixels confirmed 17 wrong proposals, most of them where houses repeat: none had this lead and SURE_FROM.
 */
const LEAD = { features: 8, factor: 1.5 };

export type FarPairs = {
  /**
   * Where two pictures that fit nowhere near their plan lie by features, confirmed as any other offset is.
   * @returns undefined when that is not sure
   */
  find(a: Strip, b: Strip): Promise<Finding | undefined>;
};

/** For neighbours that lie farther from their plan than the radius: a screen that was scrolled too far, two shots that are swapped. */
export function farPairs(
  tools: Pick<CoordsTools, 'kernel' | 'openCv'>,
  mask: Mask,
  { whole }: Pick<Calibration, 'whole'>,
): FarPairs {
  const { kernel } = tools;
  const { width, height } = mask.plane;
  const scale = Math.ceil(Math.sqrt((width * height) / FAR_SHOT_PIXELS));
  const grey = (plane: Plane) => shrunk({ width, height, data: kernel.readPlane(plane) }, scale);
  let hidden: Grey | undefined;
  return {
    async find(a, b) {
      const openCv = await tools.openCv();
      hidden ??= grey(mask.plane);
      const leading = leader(openCv.shifts(grey(a.values), grey(b.values), { most: 2, hidden }));
      if (!leading) return undefined;
      const proposed = leading.at.map((px) => Math.round(scale * px)) as XY;
      const found = estimatePair(kernel, a, b, proposed, { radius: AROUND.search, whole });
      const isSure = found.reason === 'sure' && found.confidence >= SURE_FROM;
      const isProposed = isSure && apart(found.offsets[0]!.at, proposed) <= scale * AROUND.agree;
      return isProposed ? { ...found, by_features: true } : undefined;
    },
  };
}

function leader([first, second]: Shift[]): Shift | undefined {
  if (!first || first.agree < LEAD.features) return undefined;
  return second && first.agree < LEAD.factor * second.agree ? undefined : first;
}

/** Means of `scale` x `scale` px, rounded up: what is hidden in part stays hidden. */
function shrunk(picture: Grey, scale: number): Grey {
  if (scale === 1) return picture;
  const [width, height] = [Math.floor(picture.width / scale), Math.floor(picture.height / scale)];
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let row = y * scale; row < (y + 1) * scale; row++) {
        const from = row * picture.width + x * scale;
        for (let at = from; at < from + scale; at++) sum += picture.data[at]!;
      }
      data[y * width + x] = Math.ceil(sum / scale ** 2);
    }
  }
  return { width, height, data };
}
