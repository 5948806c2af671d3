import type { Box, Calibration } from '../../placement.ts';
import type { CoordsItem } from '../../workflow.ts';
import { animatedBins } from './animated-colours.ts';
import { type SurePair, wideRadius } from './learn-pair.ts';
import { packBins } from './prepare-shot.ts';
import type { CoordsTools } from './read-shot.ts';
import { beside, openSample } from './sample.ts';
import { minus } from './windows.ts';

/** Search radius never below this, in px: a plan may be worse elsewhere than in the sample. */
const LEAST_RADIUS = 48;
/** The radius beyond the greatest error of the sample. */
const BEYOND = { factor: 1.3, pixels: 24 };
/** Sure pairs without which the sample tells nothing of the radius. */
const ENOUGH = 6;
/** One of so many sure pairs may be wrong after all. */
const OUTLIERS = 24;
/** An offset this near to a whole one is whole, in px; Gauss-Newton leaves 0.04 px in JPEG and light. */
const WHOLE = 0.15;
/** Of the sure pairs that have to be whole: what moves pulls at the others. Of places between px a tenth would be so near. */
const MOSTLY = 0.6;

/**
 * Learns from neighbouring shots what all pairs of the build are compared with.
 * @param given boxes that somebody gave are taken as they are, and none are looked for
 */
export async function calibrate(
  shots: CoordsItem[],
  given: { boxes?: Box[] },
  tools: CoordsTools,
): Promise<Calibration> {
  if (shots.length === 0) return { boxes: given.boxes ?? [], animated: '', radius: LEAST_RADIUS, whole: true };
  const sample = openSample(shots, tools);
  const boxes = given.boxes ?? (await sample.boxes());
  const pairs = await sample.pairs(boxes);
  const animated = animatedBins(pairs.map(({ colours }) => colours));
  const fractions = pairs.flatMap(({ fraction }) => fraction ?? []);
  return {
    boxes,
    animated: animated.includes(1) ? packBins(animated) : '',
    radius: radiusOf(pairs) ?? widest(shots),
    whole: fractions.filter((fraction) => fraction <= WHOLE).length >= MOSTLY * fractions.length,
  };
}

function radiusOf(pairs: SurePair[]): number | undefined {
  if (pairs.length < ENOUGH) return undefined;
  const errors = pairs.map(({ error }) => error).sort((one, other) => other - one);
  const worst = errors[Math.floor(errors.length / OUTLIERS)]!;
  return Math.max(LEAST_RADIUS, Math.ceil(BEYOND.factor * worst + BEYOND.pixels));
}

function widest(shots: CoordsItem[]): number {
  const radii = shots.flatMap((shot) =>
    beside(shot).map(({ nominal }) => wideRadius([shot.width, shot.height], minus(nominal, shot.nominal))),
  );
  return Math.max(LEAST_RADIUS, ...radii);
}
