import { inParallel } from '../../lambdas/kernel/pool.ts';
import { SHOT_BYTES, type SHOT_TYPES } from '../../lib/limits.ts';
import { fileSize } from '../parts/durations.ts';
import { pictureType, TYPE_BYTES } from './picture-type.ts';

export type Picture = { file: File; type: (typeof SHOT_TYPES)[number]; width: number; height: number };

/** A decoded picture takes about 5 MB of memory (1280 x 1024 px); two at a time keep phones alive. */
const DECODED_AT_A_TIME = 2;

/** Reads every picture to its end before anything is uploaded: kind, size in bytes, decodable, all of one size in px. */
export async function checkPictures(files: File[], onChecked: (count: number) => void) {
  const pictures: Picture[] = [];
  const problems: string[] = [];
  let checked = 0;
  await inParallel(files, DECODED_AT_A_TIME, async (file) => {
    const found = await checkPicture(file);
    if (typeof found === 'string') problems.push(`${file.name}: ${found}`);
    else pictures.push(found);
    onChecked(++checked);
  });
  return { pictures, problems: [...problems, ...otherSizes(pictures)] };
}

/** The picture, or a sentence that says why it cannot be used and what to do. */
export async function checkPicture(file: File): Promise<Picture | string> {
  if (file.size > SHOT_BYTES) {
    return `it has ${fileSize(file.size)}; at most ${fileSize(SHOT_BYTES)} are allowed. Save it smaller.`;
  }
  const type = pictureType(new Uint8Array(await file.slice(0, TYPE_BYTES).arrayBuffer()));
  if (!type) return 'it is not a PNG, JPEG or WebP picture. Save it as one of these.';
  try {
    const { width, height } = await size(file);
    return { file, type, width, height };
  } catch {
    return 'it cannot be read; perhaps it is cut off. Take or copy it again.';
  }
}

async function size(file: File): Promise<{ width: number; height: number }> {
  const bitmap = await createImageBitmap(file);
  const { width, height } = bitmap;
  bitmap.close();
  return { width, height };
}

/** Pictures of another size than most, a line each. */
export function otherSizes(pictures: Pick<Picture, 'width' | 'height' | 'file'>[]): string[] {
  const bySize = Map.groupBy(pictures, ({ width, height }) => `${width} × ${height} px`);
  const [usual] = [...bySize].toSorted(([, a], [, b]) => b.length - a.length)[0] ?? [];
  return [...bySize].flatMap(([size, group]) =>
    size === usual
      ? []
      : group.map(({ file }) => `${file.name}: it is ${size}, the others are ${usual}. Take it again at that size.`),
  );
}
