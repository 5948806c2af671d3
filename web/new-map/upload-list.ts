/** How an upload stands, shot by shot. Pure. */
import type { ShotState } from '../../client/upload-shots.ts';

export type FileState = ShotState | 'waiting';
export type Line = {
  file: string;
  bytes: number;
  state: FileState /** Bytes of it that have left, in this attempt. */;
  sent: number;
};
/**
 * Bytes and files; `done` holds what was there before, too. `sentBytes` holds what has left of those on their way as well; it
 * never goes back while they go on, though a file that breaks off begins again.
 */
export type Standing = {
  files: number;
  bytes: number;
  doneFiles: number;
  doneBytes: number;
  sentBytes: number;
  there: number;
  sending: Line[];
  failed: Line[];
};

export function uploadList(shots: readonly { file: string; bytes: number }[]) {
  const lines = shots.map(({ file, bytes }): Line => ({ file, bytes, state: 'waiting', sent: 0 }));
  const lineOf = new Map(lines.map((line) => [line.file, line]));
  const all = { files: lines.length, bytes: lines.reduce((sum, { bytes }) => sum + bytes, 0) };
  const now: Standing = { ...all, doneFiles: 0, doneBytes: 0, sentBytes: 0, there: 0, sending: [], failed: [] };
  const measure = () => {
    const sent = now.sending.reduce((sum, line) => sum + line.sent, now.doneBytes);
    now.sentBytes = Math.max(now.sentBytes, sent);
  };
  return {
    lines,
    set(file: string, state: ShotState): void {
      const line = lineOf.get(file)!;
      count(now, line, -1);
      line.state = state;
      line.sent = 0;
      count(now, line, 1);
      measure();
    },
    sent(file: string, bytes: number): void {
      const line = lineOf.get(file)!;
      // What leaves holds more than the file where the browser counts so.
      line.sent = Math.min(bytes, line.bytes);
      measure();
    },
    standing: (): Standing => ({ ...now, sending: [...now.sending], failed: [...now.failed] }),
    /** What is not done waits: nothing is on its way any more. */
    pause(): void {
      for (const line of now.sending) line.state = 'waiting';
      now.sending = [];
      now.sentBytes = now.doneBytes;
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
