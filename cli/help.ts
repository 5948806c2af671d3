/** Help texts, made from the commands themselves, so that they never promise what is not there. */
import { COMMON_OPTIONS, type Command, type OptionSpec } from './command.ts';

export function helpOfAll(commands: Command[]): string {
  const width = Math.max(...commands.map((command) => usage(command).length));
  return [
    'tessera: screenshots of a city-building game become a zoomable web map.',
    '',
    'Commands:',
    ...commands.map((command) => `  ${usage(command).padEnd(width)}  ${command.summary}`),
    '',
    'Options of every command:',
    ...optionLines(COMMON_OPTIONS),
    '',
    'Examples:',
    ...commands.flatMap(({ examples }) => examples.slice(0, 1)).map((example) => `  ${example}`),
    '',
    'Exit codes: 0 done, 1 unexpected, 2 wrong usage, 3 bad input, 4 the job failed or was cancelled, 5 not reached or not',
    'logged in. `tessera COMMAND --help` says more.',
  ].join('\n');
}

export function helpOf(command: Command): string {
  return [
    `tessera ${usage(command)}`,
    '',
    `  ${command.summary}`,
    '',
    'Options:',
    ...optionLines({ ...command.options, ...COMMON_OPTIONS }),
    '',
    'Examples:',
    ...command.examples.map((example) => `  ${example}`),
  ].join('\n');
}

const usage = ({ name, operands, options }: Command) =>
  [name, ...operands, ...(Object.keys(options).length ? ['[options]'] : [])].join(' ');

function optionLines(options: Record<string, OptionSpec>): string[] {
  const rows = Object.entries(options).map(([name, { value, help }]) => ({
    option: `--${name}${value ? ` ${value}` : ''}`,
    help,
  }));
  const width = Math.max(...rows.map(({ option }) => option.length));
  return rows.map(({ option, help }) => `  ${option.padEnd(width)}  ${help}`);
}
