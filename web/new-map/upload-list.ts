/** How an upload stands, shot by shot. Pure. */
import type { ShotState } from '../../client/upload-shots.ts';

export type FileState = ShotState | 'waiting';
export type Line = { file: string; bytes: number; state: FileState };
/** Bytes and files; `done` holds what was there before, too. */
export type Standing = {
  files: number;
  bytes: number;
  doneFiles: number;
  doneBytes: number;
  there: number;
  sending: Line[];
  failed: Line[];
};

export function uploadList(shots: readonly { file: string; bytes: number }[]) {
  const lines = shots.map(({ file, bytes }): Line => ({ file, bytes, state: 'waiting' }));
  const lineOf = new Map(lines.map((line) => [line.file, line]));
  const all = { files: lines.length, bytes: lines.reduce((sum, { bytes }) => sum + bytes, 0) };
  const now: Standing = { ...all, doneFiles: 0, doneBytes: 0, there: 0, sending: [], failed: [] };
  return {
    lines,
    set(file: string, state: ShotState): void {
      const line = lineOf.get(file)!;
      count(now, line, -1);
      line.state = state;
      count(now, line, 1);
    },
    standing: (): Standing => ({ ...now, sending: [...now.sending], failed: [...now.failed] }),
    /** What is not done waits: nothing is on its way any more. */
    pause(): void {
      for (const line of now.sending) line.state = 'waiting';
      now.sending = [];
    },
  };
}
export type UploadList = ReturnType<typeof uploadList>;

/** A line begins (1) or ends (-1) to be what its state says. */
function count(now: Standing, line: Line, change: 1 | -1): void {
  const { state, bytes } = line;
  if (state === 'sent' || state === 'there') {
    now.doneFiles += change;
    now.doneBytes += change * bytes;
    if (state === 'there') now.there += change;
  }
  if (state === 'sending' || state === 'failed')
    now[state] = change > 0 ? [...now[state], line] : now[state].filter((other) => other !== line);
}
