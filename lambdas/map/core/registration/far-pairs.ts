import { FAR_TRIES } from '../../../../lib/limits.ts';
import type { Calibration, XY } from '../../placement.ts';
import type { Strip } from '../../ports/kernel.ts';
import type { Grey } from '../../ports/opencv.ts';
import { estimatePair } from './estimate-pair.ts';
import type { Finding } from './finding.ts';
import type { Mask } from './prepare-shot.ts';
import type { CoordsTools } from './read-shot.ts';
import { apart } from './windows.ts';

/** px around a proposal in which another offset may fit as well; and how near to it the pixels must find their own. */
const AROUND = { search: 48, agree: 4 };
/** Proposals of one pair that are looked at. */
const PROPOSALS = 3;
/** Features without whose agreement a proposal is chance. */
const LEAST_FEATURES = 8;

export type FarPairs = {
  /**
   * The two whole pictures, which fit nowhere near their plan, by what features say, confirmed as any other offset is.
   * @returns undefined when nothing is sure, or the shot has had its tries
   */
  find(shot: string, a: Strip, b: Strip): Promise<Finding | undefined>;
};

/** For neighbours that lie farther from their plan than the radius: a screen that was scrolled too far, two shots that are swapped. */
export function farPairs(tools: Pick<CoordsTools, 'kernel' | 'openCv'>, mask: Mask, calibration: Calibration): FarPairs {
  const { kernel } = tools;
  const tries = new Map<string, number>();
  const limits = { radius: AROUND.search, whole: calibration.whole };
  const grey = ({ values: { at, stride }, width, height }: Strip): Grey => {
    return { width, height, data: kernel.readPlane({ at, stride, width, height }) };
  };
  let hidden: Grey | undefined;
  return {
    async find(shot, a, b) {
      const tried = tries.get(shot) ?? 0;
      if (tried >= FAR_TRIES) return undefined;
      tries.set(shot, tried + 1);
      const openCv = await tools.openCv();
      const { width, height } = mask.plane;
      hidden ??= { width, height, data: kernel.readPlane(mask.plane) };
      const proposed = openCv.shifts(grey(a), grey(b), { most: PROPOSALS, hidden });
      const sure = proposed.flatMap(({ at, agree }): Finding[] => {
        if (agree < LEAST_FEATURES) return [];
        const found = estimatePair(kernel, a, b, at.map(Math.round) as XY, limits);
        const isConfirmed = found.reason === 'sure' && apart(found.offsets[0]!.at, at) <= AROUND.agree;
        return isConfirmed ? [found] : [];
      });
      // Two places that both are sure are none.
      return sure.length === 1 ? sure[0] : undefined;
    },
  };
}
