/** Help texts, made from the commands themselves, so that they never promise what is not there. */
import { COMMON_OPTIONS, type Command, type OptionSpec } from './command.ts';

/** What every exit code means to whoever does not know the command. */
const EXIT_CODES: Record<number, string> = {
  0: 'done',
  1: 'unexpected: a bug; says how to report it',
  2: 'wrong usage',
  3: 'bad input: each wrong thing is named with its remedy',
  4: 'the job failed or was cancelled; a deletion has not ended after an hour',
  5: 'the platform was not reached or is not ready, or you are not logged in',
  130: 'ended by Ctrl-C; what runs on the platform goes on',
};

const VARIABLES: [string, string][] = [
  ['TESSERA_URL', 'the platform, where --url is not given'],
  ['TESSERA_TOKEN', 'an access token, in the place of every login'],
  ['NO_COLOR, CI', 'no colours; no bars that move, as where there is no terminal'],
];

const FIRST_STEPS: [string, string][] = [
  ['start the platform on this machine (in a clone), once', 'npm start'],
  ['make a map of a folder of screenshots, and wait for it', 'tessera map create shots/ --step 1024x1024 --wait'],
  ['look at what there is', 'tessera map list'],
];

/** `tessera --help`. */
export function helpOfAll(commands: Command[]): string {
  return [
    'tessera: screenshots of a city-building game become a zoomable web map.',
    '',
    'First steps:',
    ...exampleLines(FIRST_STEPS),
    '',
    'Commands:',
    ...commandLines(commands),
    '',
    'Options of every command:',
    ...optionLines({ ...COMMON_OPTIONS, version: { type: 'boolean', help: 'alone: the version of tessera' } }),
    '',
    'Variables:',
    ...columns(VARIABLES),
    '',
    'Exit codes:',
    ...columns(Object.entries(EXIT_CODES)),
    '',
    '`tessera COMMAND --help` shows options, examples and what comes next; docs/cli.md says what scripts may rely on.',
  ].join('\n');
}

/** `tessera map --help`: the commands that begin with a word, in the order in which one needs them. */
export function helpOfGroup(group: string, commands: Command[]): string {
  const own = commands.filter(({ name }) => name.startsWith(`${group} `));
  return [
    `tessera ${group} COMMAND`,
    '',
    'Commands:',
    ...commandLines(own),
    '',
    'Examples:',
    ...exampleLines(own.map(({ summary, examples }) => [summary, examples[0]![1]])),
    '',
    'MAP is the id of a map, or a name that only one map has; MAP@BUILD is one of its builds. JOB is the id of a job (job_...).',
    `\`tessera ${group} COMMAND --help\` says more about each.`,
  ].join('\n');
}

/** `tessera map create --help`. */
export function helpOf(command: Command): string {
  const { about, options, examples, exits, next } = command;
  const occurring = Object.entries({ ...EXIT_CODES, ...exits }).filter(
    ([code]) => !['3', '4'].includes(code) || code in exits,
  );
  return [
    `tessera ${usage(command)}`,
    '',
    ...[`${sentence(command.summary)}`, ...about].map((line) => `  ${line}`),
    ...(Object.keys(options).length > 0 ? ['', 'Options:', ...optionLines(options)] : []),
    '',
    'Options of every command:',
    ...optionLines(COMMON_OPTIONS),
    '',
    'Examples:',
    ...exampleLines(examples),
    '',
    'Exit codes:',
    ...columns(occurring),
    '',
    'Next:',
    ...columns(next),
  ].join('\n');
}

const sentence = (text: string) => `${text[0]!.toUpperCase()}${text.slice(1)}.`;

const usage = ({ name, operands, options }: Command) =>
  [name, ...operands, ...(Object.keys(options).length ? ['[options]'] : [])].join(' ');

const commandLines = (commands: Command[]) => columns(commands.map((command) => [usage(command), command.summary]));

/** With a `#` before what a line is for, so that both can be copied together. */
const exampleLines = (examples: [string, string][]) => examples.flatMap(([what, line]) => [`  # ${what}`, `  ${line}`]);

const optionLines = (options: Record<string, OptionSpec>) =>
  columns(Object.entries(options).map(([name, { value, help }]) => [`--${name}${value ? ` ${value}` : ''}`, help]));

function columns(rows: [string, string][]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
