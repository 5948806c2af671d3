import type { MapDetail, MapJson } from '../../lambdas/map/schemas.ts';
import { readMapAs } from '../data/read-map.ts';
import type { MapFiles } from '../viewer/map-files.ts';
import { earlierBuild } from '../viewer/published-map.ts';
import { fillSides, type Sides, type WhyNot, whyNot } from './sides.ts';

/** What there is to compare: both builds, or why not. */
export type Comparison = { map: MapDetail } & (
  | { sides: Sides; left: MapJson; right: MapJson }
  | { sides: Sides; missing: { build: string; why: WhyNot }[] }
  | { sides: undefined }
);

export async function loadComparison(id: string, asked: Partial<Sides>, files: MapFiles): Promise<Comparison> {
  const map = await readMapAs(id);
  const sides = fillSides(map, asked);
  if (!sides) return { map, sides };
  const both = [sides.a, sides.b];
  const missing = both.flatMap((build) => {
    const why = whyNot(map, build);
    return why ? [{ build, why }] : [];
  });
  if (missing.length > 0) return { map, sides, missing };
  const [left, right] = await Promise.all(both.map((build) => earlierBuild(id, build, files)));
  if (left && right) return { map, sides, left, right };
  // The daily tidying came between the two questions.
  const gone = [left ? [] : [sides.a], right ? [] : [sides.b]].flat();
  return { map, sides, missing: gone.map((build) => ({ build, why: 'removed' })) };
}
