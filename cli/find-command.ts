/** Which command the words of a line name. Options of every command may stand before, between and after its words. */
import { COMMON_OPTIONS, type Command } from './command.ts';
import { usageError } from './command-error.ts';
import { COMMANDS } from './commands.ts';
import { didYouMean } from './nearest.ts';

const isCommand = (words: string[]) => COMMANDS.some(({ name }) => name === words.join(' '));

/** The command's words (two at most), and everything else: the options before them, then what follows. */
export function splitWords(argv: string[]): { words: string[]; rest: string[] } {
  const words: string[] = [];
  const before: string[] = [];
  let at = 0;
  for (; at < argv.length && words.length < 2 && !isCommand(words); at++) {
    const argument = argv[at]!;
    if (!argument.startsWith('-')) {
      words.push(argument);
      continue;
    }
    const [option = ''] = argument.split('=', 1);
    const spec = option === '-h' ? COMMON_OPTIONS.help : COMMON_OPTIONS[option.replace(/^--/, '')];
    if (!spec) throw misplaced(option);
    before.push(argument);
    if (spec.type === 'string' && option === argument) before.push(...argv.slice(++at, at + 1));
  }
  return { words, rest: [...before, ...argv.slice(at)] };
}

export const asksForHelp = (rest: string[]) => rest.some((argument) => argument === '--help' || argument === '-h');

/** Undefined when the help of all commands is the answer. */
export function findCommand(words: string[], rest: string[]): Command | undefined {
  const named = COMMANDS.find(({ name }) => name === words.join(' '));
  if (named) return named;
  const [first, second] = words;
  if (first === undefined || first === 'help') return undefined;
  const groups = [...new Set(COMMANDS.map(({ name }) => name.split(' ')[0]!))];
  if (!groups.includes(first)) {
    throw usageError(`There is no command ${first}.${didYouMean(first, groups)} See \`tessera --help\`.`);
  }
  if (second === 'help') return undefined;
  const known = COMMANDS.flatMap(({ name }) => (name.startsWith(`${first} `) ? [name.split(' ')[1]!] : []));
  if (second === undefined) {
    if (asksForHelp(rest)) return undefined;
    throw usageError(`${first} needs one of: ${known.join(', ')}. See \`tessera ${first} --help\`.`);
  }
  const meant = didYouMean(second, known, `${first} `);
  throw usageError(`There is no command ${first} ${second}.${meant} See \`tessera ${first} --help\`.`);
}

function misplaced(option: string) {
  const common = Object.keys(COMMON_OPTIONS).map((name) => `--${name}`);
  return usageError(
    `${option} stands before the command, where only ${common.join(', ')} may stand. Write it after the command.`,
  );
}
