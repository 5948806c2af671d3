/** Where a command writes: the result to stdout; with `--json` one document there, and every word to stderr. */
import { oneLine, printable } from './printable.ts';

export type Stream = {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
  /** A terminal tells when its width changes. */
  on?(event: 'resize', listener: () => void): unknown;
  off?(event: 'resize', listener: () => void): unknown;
};

export type Output = {
  /** A line for a person. */
  line(text: string): void;
  /** A remark that is not the result: always stderr. */
  note(text: string): void;
  /** A remark for somebody who looks on: stderr, where that is a terminal. */
  hint(text: string): void;
  /** The result: as JSON with `--json`, otherwise by its lines. */
  result(document: unknown, lines: () => string[]): void;
  /** Where progress is drawn. */
  progress: Stream;
};

/** @param say how a line for people is worded here */
export function createOutput(
  { stdout, stderr }: { stdout: Stream; stderr: Stream },
  json: boolean,
  say: (text: string) => string,
): Output {
  const words = json ? stderr : stdout;
  return {
    line: (text) => words.write(`${oneLine(say(text))}\n`),
    note: (text) => stderr.write(`${oneLine(say(text))}\n`),
    hint: (text) => stderr.isTTY && stderr.write(`${oneLine(say(text))}\n`),
    result(document, lines) {
      if (json) stdout.write(`${printable(JSON.stringify(document, null, 2))}\n`);
      else for (const line of lines()) stdout.write(`${oneLine(say(line))}\n`);
    },
    progress: words,
  };
}

/** Columns as wide as their widest cell; numbers to the right. */
export function tableLines(head: string[], rows: (string | number | null)[][]): string[] {
  const cells = [head, ...rows.map((row) => row.map((cell) => (cell === null ? '-' : String(cell))))];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const right = head.map((_, column) => rows.length > 0 && rows.every((row) => typeof row[column] !== 'string'));
  return cells.map((row) =>
    row
      .map((cell, column) => (right[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
}
