import type * as Cv from '@techstark/opencv-js';
import type { Box } from '../../placement.ts';
import type { OpenCv } from '../../ports/opencv.ts';
import { disposing, greyMat } from './mats.ts';

export const boxes =
  (cv: typeof Cv): OpenCv['boxes'] =>
  (mask, { open, grow, least }) =>
    disposing((own) => {
      const binary = own(greyMat(cv, mask));
      const square = (side: number) => own(cv.getStructuringElement(cv.MORPH_RECT, new cv.Size(side, side)));
      if (open > 1) cv.morphologyEx(binary, binary, cv.MORPH_OPEN, square(open));
      if (grow > 0) cv.dilate(binary, binary, square(2 * grow + 1));
      const [labels, stats, centres] = [own(new cv.Mat()), own(new cv.Mat()), own(new cv.Mat())];
      const count = cv.connectedComponentsWithStats(binary, labels, stats, centres, 8, cv.CV_32S);
      const found: Box[] = [];
      // The first is the background.
      for (let i = 1; i < count; i++) {
        const [left, top, width, height, area] = stats.data32S.subarray(5 * i, 5 * i + 5);
        if (area! >= least) found.push([left!, top!, width!, height!]);
      }
      return found.sort((p, q) => p[1] - q[1] || p[0] - q[0]);
    });
