/** How a command ends when it cannot do what was asked. The exit codes are a promise to scripts. */
import { oneLine } from './printable.ts';

export const EXIT = { done: 0, unexpected: 1, usage: 2, input: 3, job: 4, unreachable: 5, interrupted: 130 } as const;

export class CommandError extends Error {
  readonly exitCode: number;

  /** `message` is printed as it is, without a stack: it says what is wrong and what to do. */
  constructor(exitCode: number, message: string) {
    super(message);
    this.name = 'CommandError';
    this.exitCode = exitCode;
  }
}

export const usageError = (message: string) => new CommandError(EXIT.usage, oneLine(message));

/** Bad input: one line a file, each with its remedy. */
export const inputError = (summary: string, lines: string[] = []) =>
  new CommandError(EXIT.input, [oneLine(summary), ...lines.map((line) => `  ${oneLine(line)}`)].join('\n'));
