import type * as Cv from '@techstark/opencv-js';
import type { Grey } from '../../ports/opencv.ts';

export function greyMat(cv: typeof Cv, { width, height, data }: Grey): Cv.Mat {
  const mat = new cv.Mat(height, width, cv.CV_8UC1);
  mat.data.set(data);
  return mat;
}

/** Things of OpenCV live in its memory until `delete`: those that `own` was called with go when `use` ends. */
export function disposing<Result>(
  use: (own: <Thing extends { delete(): void }>(thing: Thing) => Thing) => Result,
): Result {
  const things: { delete(): void }[] = [];
  try {
    return use((thing) => {
      things.push(thing);
      return thing;
    });
  } finally {
    for (const thing of things.reverse()) thing.delete();
  }
}
