/** Finds the command, runs it, and turns every error into a message and an exit code. */
import { createClient } from '../client/client.ts';
import packageJson from '../package.json' with { type: 'json' };
import { COMMON_OPTIONS, type Command, DEFAULT_URL } from './command.ts';
import { CommandError, EXIT, usageError } from './command-error.ts';
import { COMMANDS } from './commands.ts';
import { explain } from './explain.ts';
import { asksForHelp, findCommand, splitWords } from './find-command.ts';
import { helpOf, helpOfAll, helpOfGroup } from './help.ts';
import { asInvoked } from './invocation.ts';
import { createOutput, type Stream } from './output.ts';
import { parseArguments } from './parse-arguments.ts';
import { printable } from './printable.ts';
import { createTokenSource } from './session/token-source.ts';

export type World = {
  stdout: Stream;
  stderr: Stream;
  env: NodeJS.ProcessEnv;
  /** Calls back when the person presses Ctrl-C; answers how to stop listening. */
  onInterrupt(listener: () => void): () => void;
  /** Absent where nobody can answer. */
  ask?: (question: string, signal: AbortSignal) => Promise<string>;
};

/** Answers the exit code; writes nothing but to `world`. */
export async function main(argv: string[], world: World): Promise<number> {
  const { stdout, stderr, env } = world;
  const interrupt = new AbortController();
  const asked: { url?: string } = {};
  const stopListening = world.onInterrupt(() => interrupt.abort());
  try {
    if (argv.length === 1 && argv[0] === '--version') {
      stdout.write(`${packageJson.version}\n`);
      return EXIT.done;
    }
    const { words, rest } = splitWords(argv);
    const command = findCommand(words, rest);
    if (!command) {
      const [group] = words;
      const help = group === undefined || group === 'help' ? helpOfAll(COMMANDS) : helpOfGroup(group, COMMANDS);
      stdout.write(`${asInvoked(help, env)}\n`);
      return words.length || asksForHelp(rest) ? EXIT.done : EXIT.usage;
    }
    return await endedBy(interrupt.signal, runCommand(command, rest, world, interrupt.signal, asked));
  } catch (error) {
    if (interrupt.signal.aborted && !(error instanceof CommandError)) {
      stderr.write('Interrupted. The same command again does it from the start.\n');
      return EXIT.interrupted;
    }
    const { exitCode, message } = explain(error, env, asked.url);
    stderr.write(`${printable(asInvoked(message, env))}\n`);
    return exitCode;
  } finally {
    stopListening();
  }
}

/** Commands have this long to say what goes on without them; what hangs on a platform that does not answer is not waited for. */
const LAST_WORDS_MS = 500;

async function endedBy<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const ended = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => setTimeout(() => reject(signal.reason), LAST_WORDS_MS), { once: true });
  });
  return Promise.race([work, ended]);
}

/** @param asked is told where the platform is, for what goes wrong there */
async function runCommand(
  command: Command,
  rest: string[],
  world: World,
  signal: AbortSignal,
  asked: { url?: string },
): Promise<number> {
  const { operands, values } = parseArguments(command, rest);
  if (values.help) {
    world.stdout.write(`${asInvoked(helpOf(command), world.env)}\n`);
    return EXIT.done;
  }
  // A variable that is set to nothing is not set.
  const url = platformUrl(String(values.url ?? (world.env.TESSERA_URL || DEFAULT_URL)));
  asked.url = url;
  const api = createClient({ baseUrl: url, token: createTokenSource(url, world.env), signal });
  const output = createOutput(world, values.json === true, (text) => asInvoked(text, world.env));
  const ask = values.json === true ? undefined : world.ask;
  const asking = ask && { ask: (question: string) => ask(question, signal) };
  return (await command.run({ operands, values, api, url, output, signal, env: world.env, ...asking })) ?? EXIT.done;
}

function platformUrl(text: string): string {
  const url = URL.parse(text);
  const what = COMMON_OPTIONS.url!.value;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw usageError(`${what} must begin with http:// or https://, not ${text}.`);
  if (url.username || url.password)
    throw usageError(
      `${what} may hold no name and no password: they would stand in every list of processes. Take them out; \`tessera login\` asks.`,
    );
  if (/[?#]/.test(text))
    throw usageError(
      `${what} may hold no ? and no #, but ${text} does. Give the address of the platform alone: ${url.origin}.`,
    );
  return url.href.replace(/\/+$/, '');
}
