/** Reads pictures beside the page: thousands of them must not hold up a click. */
import { readPicture } from './picture-check.ts';

export type Question = { id: number; file: File };
export type Answer = { id: number; found: Awaited<ReturnType<typeof readPicture>> };

addEventListener('message', async ({ data: { id, file } }: MessageEvent<Question>) => {
  const answer: Answer = { id, found: await readPicture(file) };
  postMessage(answer);
});
