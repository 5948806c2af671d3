import { createRequire } from 'node:module';
import type * as Cv from '@techstark/opencv-js';
import type { OpenCv } from '../../ports/opencv.ts';
import { shifts } from './shifts.ts';

const MODULE = '@techstark/opencv-js';
const EVENTS = ['uncaughtException', 'unhandledRejection'] as const;

type Loading = typeof Cv & { onRuntimeInitialized?: () => void };

let loaded: Promise<OpenCv> | undefined;

/** opencv-js of this process, from its layer; the first call takes some 300 ms and 90 MB: only where it is needed. */
export function loadOpenCv(): Promise<OpenCv> {
  loaded ??= new Promise((resolve) => {
    const cv = withoutItsListeners(() => createRequire(import.meta.url)(MODULE) as Loading);
    // The module has a `then` of its own that calls with itself, for ever: it must never be what a promise resolves to.
    const ready = () => resolve({ shifts: shifts(cv) });
    if (cv.Mat) ready();
    else cv.onRuntimeInitialized = ready;
  });
  return loaded;
}

/** Emscripten's start takes the errors of the whole process to itself; they stay whose they were. */
function withoutItsListeners<Result>(load: () => Result): Result {
  const before = EVENTS.map((event) => process.rawListeners(event));
  const result = load();
  for (const [i, event] of EVENTS.entries())
    for (const listener of process.rawListeners(event))
      if (!before[i]!.includes(listener)) process.off(event, listener as () => void);
  return result;
}
