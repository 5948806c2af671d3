import type * as Cv from '@techstark/opencv-js';
import type { XY } from '../../placement.ts';
import type { Grey, OpenCv, Shift } from '../../ports/opencv.ts';
import { disposing, greyMat } from './mats.ts';

/** Of each picture: enough that some of a narrow overlap are among them (measured: `npm run bench -- layer`). */
const FEATURES = 1000;
/** Matches agree if their translations are this near each other, in px. */
const NEAR = 2;
/** px that a feature is described by, each way: what is hidden must lie farther from it. */
const PATCH = 16;

export const shifts =
  (cv: typeof Cv): OpenCv['shifts'] =>
  (a, b, { most, hidden, features = FEATURES }) => {
    const moves = matchedMoves(cv, [a, b], hidden, features);
    const groups = [...neighbourhoods(moves)].filter(({ length }) => length > 1);
    const found: Shift[] = [];
    for (const group of groups.sort((one, other) => other.length - one.length)) {
      const at = mean(group);
      const isNew = found.every((other) => [0, 1].some((axis) => Math.abs(other.at[axis]! - at[axis]!) > 2 * NEAR));
      if (isNew) found.push({ at, agree: group.length, matched: moves.length });
      if (found.length === most) break;
    }
    return found;
  };

/** For each pair of features that choose each other: where the one of `b` lies, seen from `a`. */
function matchedMoves(cv: typeof Cv, pictures: [Grey, Grey], hidden: Grey | undefined, features: number): XY[] {
  return disposing((own) => {
    const orb = own(new cv.ORB(features));
    const seen = own(hidden ? farFrom(cv, hidden) : new cv.Mat());
    const [first, second] = pictures.map((grey) => {
      const [points, descriptors] = [own(new cv.KeyPointVector()), own(new cv.Mat())];
      orb.detectAndCompute(own(greyMat(cv, grey)), seen, points, descriptors);
      return { points, descriptors };
    }) as [Described, Described];
    if (first.descriptors.rows === 0 || second.descriptors.rows === 0) return [];
    const matches = own(new cv.DMatchVector());
    own(new cv.BFMatcher(cv.NORM_HAMMING, true)).match(first.descriptors, second.descriptors, matches);
    return Array.from({ length: matches.size() }, (_, i): XY => {
      const { queryIdx, trainIdx } = matches.get(i);
      const [p, q] = [first.points.get(queryIdx).pt, second.points.get(trainIdx).pt];
      return [p.x - q.x, p.y - q.y];
    });
  });
}

type Described = { points: Cv.KeyPointVector; descriptors: Cv.Mat };

/** 255 where nothing hidden is within a patch. */
function farFrom(cv: typeof Cv, hidden: Grey): Cv.Mat {
  return disposing((own) => {
    const square = own(cv.getStructuringElement(cv.MORPH_RECT, new cv.Size(2 * PATCH + 1, 2 * PATCH + 1)));
    const near = own(greyMat(cv, hidden));
    cv.dilate(near, near, square);
    const seen = new cv.Mat();
    cv.threshold(near, seen, 0, 255, cv.THRESH_BINARY_INV);
    return seen;
  });
}

/** For each move all that are near it. */
function* neighbourhoods(moves: XY[]): Generator<XY[]> {
  const sorted = moves.toSorted((p, q) => p[0] - q[0] || p[1] - q[1]);
  let from = 0;
  for (const [x, y] of sorted) {
    while (sorted[from]![0] < x - NEAR) from += 1;
    const group: XY[] = [];
    for (let i = from; i < sorted.length && sorted[i]![0] <= x + NEAR; i++)
      if (Math.abs(sorted[i]![1] - y) <= NEAR) group.push(sorted[i]!);
    yield group;
  }
}

function mean(moves: XY[]): Shift['at'] {
  const sum = moves.reduce(([x, y], move) => [x + move[0], y + move[1]], [0, 0]);
  return [sum[0] / moves.length, sum[1] / moves.length];
}
