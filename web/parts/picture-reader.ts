import { text } from '../text/en.ts';
import type { PictureFacts } from './picture-check.ts';
import type { Answer, Question } from './picture-worker.ts';

/** Asks the worker, which is begun with the first question and stays. */
export function readInWorker(file: File): Promise<PictureFacts | string> {
  worker ??= begin();
  const question: Question = { id: nextId++, file };
  return new Promise((resolve, reject) => {
    waiting.set(question.id, { resolve, reject });
    worker!.postMessage(question);
  });
}

type Waiting = { resolve: (found: PictureFacts | string) => void; reject: (error: Error) => void };
const waiting = new Map<number, Waiting>();
let worker: Worker | undefined;
let nextId = 1;

function begin(): Worker {
  const begun = new Worker(new URL('./picture-worker.ts', import.meta.url), { type: 'module' });
  begun.addEventListener('message', ({ data: { id, found } }: MessageEvent<Answer>) => {
    waiting.get(id)?.resolve(found);
    waiting.delete(id);
  });
  begun.addEventListener('error', (event) => {
    // Its code did not come, or it died: the next question begins another one.
    worker = undefined;
    for (const { reject } of waiting.values()) reject(new Error(event.message || text.notRead));
    waiting.clear();
  });
  return begun;
}
