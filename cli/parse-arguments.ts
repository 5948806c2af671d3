/** Options and operands of one command, checked: unknown ones are named with the nearest that exists. */
import { parseArgs } from 'node:util';
import { COMMON_OPTIONS, type Command } from './command.ts';
import { usageError } from './command-error.ts';
import { didYouMean } from './nearest.ts';

export type Arguments = { operands: string[]; values: Record<string, string | boolean | undefined> };

/** No option begins with a digit: that is a number, or a place left of the map or above it. */
const NEGATIVE = /^-\d/;
/** Before it, so that it is not taken for an option; no argument of a program can hold this character. */
const HELD = '\0';
const free = (text: string) => (text.startsWith(HELD) ? text.slice(HELD.length) : text);

export function parseArguments(command: Command, argv: string[]): Arguments {
  const specs = { ...command.options, ...COMMON_OPTIONS };
  const { tokens, positionals, values } = parseArgs({
    args: argv.map((text) => (NEGATIVE.test(text) ? `${HELD}${text}` : text)),
    options: Object.fromEntries(
      Object.entries(specs).map(([name, { type }]) => [name, name === 'help' ? { type, short: 'h' } : { type }]),
    ),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const seeHelp = `See \`tessera ${command.name} --help\`.`;
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const spec = specs[token.name];
    if (command.notYet?.includes(token.name)) throw usageError(`${token.rawName} is not available in this version.`);
    if (!spec) {
      const meant = didYouMean(token.name, Object.keys(specs), '--');
      throw usageError(`${command.name} has no option ${token.rawName}.${meant} ${seeHelp}`);
    }
    if (spec.type === 'string' && token.value === undefined) {
      throw usageError(`${token.rawName} needs a value: ${token.rawName} ${spec.value}. ${seeHelp}`);
    }
    if (spec.type === 'boolean' && token.value !== undefined) {
      throw usageError(`${token.rawName} takes no value. ${seeHelp}`);
    }
  }
  if (!values.help) checkOperands(command, positionals.map(free), seeHelp);
  const told = Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? free(value) : value]);
  return { operands: positionals.map(free), values: Object.fromEntries(told) as Arguments['values'] };
}

function checkOperands(command: Command, operands: string[], seeHelp: string) {
  const needed = command.operands.filter((operand) => !operand.startsWith('['));
  const missing = needed[operands.length];
  if (missing) throw usageError(`${command.name} needs ${missing}. ${seeHelp}`);
  const surplus = operands[command.operands.length];
  if (surplus !== undefined) throw usageError(`${command.name} does not know what to do with ${surplus}. ${seeHelp}`);
}
