import type { Box, Calibration } from '../../placement.ts';
import type { CoordsItem } from '../../workflow.ts';
import { animatedBins } from './animated-colours.ts';
import { wideRadius } from './learn-pair.ts';
import { packBins } from './prepare-shot.ts';
import type { CoordsTools } from './read-shot.ts';
import { beside, openSample, type Sample, type SampledPair } from './sample.ts';
import { apart, minus } from './windows.ts';

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
 * The middle one of all steps to a side is whole when it is nearer than this, in px: each of a row of 30 shots that lie a tenth of
 * a px beside is near enough to a whole one, and the last of them is 3 px wrong. What moves pulls to all sides.
 */
const STEADY = 0.02;

/**
 * Learns from neighbouring shots what all pairs of the build are compared with.
 * @param given boxes that somebody gave are taken as they are, and none are looked for
 */
export async function calibrate(
  shots: CoordsItem[],
  given: { boxes?: Box[] },
  tools: CoordsTools,
): Promise<Calibration> {
  if (shots.length === 0) return { boxes: given.boxes ?? [], animated: '', radius: LEAST_RADIUS, whole: false };
  const sample = openSample(shots, tools);
  const { boxes, pairs } = await learn(sample, given);
  const animated = animatedBins(pairs.map(({ colours }) => colours));
  return {
    boxes,
    animated: animated.includes(1) ? packBins(animated) : '',
    radius: radiusOf(pairs) ?? widest(shots),
    whole: areWhole(pairs),
  };
}

async function learn(sample: Sample, given: { boxes?: Box[] }): Promise<{ boxes: Box[]; pairs: SampledPair[] }> {
  try {
    const boxes = given.boxes ?? (await sample.boxes());
    return { boxes, pairs: await sample.pairs(boxes) };
  } finally {
    sample.close();
  }
}

/** Not where nothing tells. */
function areWhole(pairs: SampledPair[]): boolean {
  const known = pairs.flatMap(({ side, fraction }) => (fraction ? { side, fraction } : []));
  const near = known.filter(({ fraction }) => apart(fraction, [0, 0]) <= WHOLE);
  const steady = [...Map.groupBy(known, ({ side }) => side).values()].every((steps) =>
    [0, 1].every((axis) => Math.abs(middle(steps.map(({ fraction }) => fraction[axis]!))) < STEADY),
  );
  return known.length > 0 && near.length >= MOSTLY * known.length && steady;
}

const middle = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

function radiusOf(pairs: SampledPair[]): number | undefined {
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
