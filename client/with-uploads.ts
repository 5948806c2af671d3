/** What is done with uploaded shots: a job made of them, or redriven with them. */
import { ApiError } from './api-error.ts';
import { describeAll, sendShots, type Uploaded, type Uploads, uploadShots } from './upload-shots.ts';

/**
 * Uploads the shots and calls `use` with them. Those that the platform then says it does not have (they went while the rest was
 * sent, or a job took them away) are sent anew, once each, and `use` is called again. Its request must name the shots in their
 * order, as `shots`.
 */
export async function withUploads<Shot extends { file: string }, T>(
  map: string,
  wanted: Uploads<Shot>,
  use: (uploaded: Uploaded<Shot>[]) => Promise<T>,
): Promise<T> {
  const uploaded = await uploadShots(map, wanted);
  const anew = new Set<number>();
  for (;;) {
    try {
      return await use(uploaded);
    } catch (error) {
      const refused = refusedShots(error).filter((index) => index < uploaded.length);
      if (refused.length === 0 || refused.some((index) => anew.has(index))) throw error;
      const shots = refused.map((index) => uploaded[index]!.shot);
      const described = describeAll(shots, wanted);
      const ids = await sendShots(map, wanted, described, uploaded.length - refused.length);
      for (const [i, index] of refused.entries()) {
        const { shot, announced } = described[i]!;
        uploaded[index] = { shot, sha256: announced.sha256, screenshot_id: ids[i]! };
        anew.add(index);
      }
    }
  }
}

/** Indices of the shots whose screenshots were refused, when that is all that was wrong: the first hundred of them. */
function refusedShots(error: unknown): number[] {
  if (!(error instanceof ApiError && error.code === 'invalid_fields')) return [];
  const indices = error.details.map(({ field }) => /^shots\[(\d+)\]\.screenshot_id$/.exec(field)?.[1]);
  return indices.every((index) => index !== undefined) ? indices.map(Number) : [];
}
