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

/** More lines that say the same of other files would hide what else is wrong. */
const ALIKE_SHOWN = 20;

/** Bad input: one line a file, each with its remedy; of many that are alike the first twenty, and how many more there are. */
export const inputError = (summary: string, lines: string[] = []) =>
  new CommandError(EXIT.input, [oneLine(summary), ...shortened(lines).map((line) => `  ${oneLine(line)}`)].join('\n'));

function shortened(lines: string[]): string[] {
  const alike = Map.groupBy(lines, whatIsWrong);
  const told = new Map<string, number>();
  return lines.flatMap((line) => {
    const what = whatIsWrong(line);
    const before = told.get(what) ?? 0;
    told.set(what, before + 1);
    const more = alike.get(what)!.length - ALIKE_SHOWN;
    if (before < ALIKE_SHOWN || more === 1) return [line];
    return before === ALIKE_SHOWN ? [`and ${more} more: ${what}`] : [];
  });
}

/** `r0_c0.png: is empty.` without the name; a name may hold a colon, too, but what is wrong has a blank behind it. */
const whatIsWrong = (line: string) => line.slice(line.indexOf(': ') + 1).trim();
