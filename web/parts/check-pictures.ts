import { inParallel } from '../../lambdas/kernel/pool.ts';
import { text } from '../text/en.ts';
import type { PictureFacts } from './picture-check.ts';
import { readInWorker } from './picture-reader.ts';

export type Picture = PictureFacts & { file: File };

/** A decoded picture takes about 5 MB of memory (1280 x 1024 px), its file as much; two at a time keep phones alive. */
const READ_AT_A_TIME = 2;
/** How often it is told how many are checked. */
const TOLD_MS = 100;

/** Reads every picture to its end before anything is uploaded: kind, size in bytes, decodable, all of one size in px. */
export async function checkPictures(
  files: File[],
  onChecked: (count: number) => void,
  signal: AbortSignal,
  check = checkPicture,
) {
  const pictures: Picture[] = [];
  const problems: string[] = [];
  let checked = 0;
  const telling = setInterval(() => onChecked(checked), TOLD_MS);
  try {
    await inParallel(files, READ_AT_A_TIME, async (file) => {
      // Nobody waits for them any more, and others may wait for the worker.
      signal.throwIfAborted();
      const found = await check(file);
      if (typeof found === 'string') problems.push(`${file.name}: ${found}`);
      else pictures.push(found);
      checked++;
    });
  } finally {
    clearInterval(telling);
  }
  return { pictures, problems: [...problems, ...otherSizes(pictures)] };
}

/** The picture, or a sentence that says why it cannot be used and what to do. */
export async function checkPicture(file: File): Promise<Picture | string> {
  const found = await readInWorker(file);
  return typeof found === 'string' ? found : { ...found, file };
}

/** Pictures of another size than most, a line each. */
export function otherSizes(pictures: Pick<Picture, 'width' | 'height' | 'file'>[]): string[] {
  const bySize = Map.groupBy(pictures, ({ width, height }) => `${width} × ${height} px`);
  const [usual] = [...bySize].toSorted(([, a], [, b]) => b.length - a.length)[0] ?? [];
  return [...bySize].flatMap(([size, group]) =>
    size === usual ? [] : group.map(({ file }) => text.sizeUnlike(file.name, size, usual!)),
  );
}
