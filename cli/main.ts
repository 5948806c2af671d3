/** Finds the command, runs it, and turns every error into a message and an exit code. */
import { ApiError } from '../client/api-error.ts';
import { createClient } from '../client/client.ts';
import { COMMON_OPTIONS, type Command, DEFAULT_URL } from './command.ts';
import { CommandError, EXIT, usageError } from './command-error.ts';
import { COMMANDS, NOT_YET } from './commands.ts';
import { helpOf, helpOfAll } from './help.ts';
import { didYouMean } from './nearest.ts';
import { createOutput, type Stream } from './output.ts';
import { parseArguments } from './parse-arguments.ts';
import { createTokenSource } from './session/token-source.ts';

export type World = {
  stdout: Stream;
  stderr: Stream;
  env: NodeJS.ProcessEnv;
  /** Calls back when the person presses Ctrl-C; answers how to stop listening. */
  onInterrupt(listener: () => void): () => void;
};

const here: World = {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  onInterrupt(listener) {
    // Once: a second Ctrl-C ends the process at once, as everywhere.
    process.once('SIGINT', listener);
    return () => process.off('SIGINT', listener);
  },
};

/** Answers the exit code; writes nothing but to `world`. */
export async function main(argv: string[], world: World = here): Promise<number> {
  const { stdout, stderr } = world;
  const interrupt = new AbortController();
  const stopListening = world.onInterrupt(() => interrupt.abort());
  try {
    const [first] = argv;
    if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
      stdout.write(`${helpOfAll(COMMANDS)}\n`);
      return first === undefined ? EXIT.usage : EXIT.done;
    }
    const { command, rest } = findCommand(argv);
    if (!command) {
      stdout.write(`${helpOfAll(COMMANDS)}\n`);
      return EXIT.done;
    }
    return await runCommand(command, rest, world, interrupt.signal);
  } catch (error) {
    if (interrupt.signal.aborted && !(error instanceof CommandError)) {
      stderr.write('Interrupted. The same command again does it from the start.\n');
      return EXIT.interrupted;
    }
    const { exitCode, message } = explain(error);
    stderr.write(`${message}\n`);
    return exitCode;
  } finally {
    stopListening();
  }
}

async function runCommand(command: Command, rest: string[], world: World, signal: AbortSignal): Promise<number> {
  const { operands, values } = parseArguments(command, rest);
  if (values.help) {
    world.stdout.write(`${helpOf(command)}\n`);
    return EXIT.done;
  }
  const url = platformUrl(String(values.url ?? world.env.TESSERA_URL ?? DEFAULT_URL));
  const api = createClient({ baseUrl: url, token: createTokenSource(url, world.env) });
  const output = createOutput(world.stdout, world.stderr, values.json === true);
  return (await command.run({ operands, values, api, url, output, signal, env: world.env })) ?? EXIT.done;
}

/** The command and the arguments after its words; no command for `tessera map --help`. */
function findCommand(argv: string[]): { command?: Command; rest: string[] } {
  const [first = '', second = ''] = argv;
  const named = COMMANDS.find(({ name }) => name === first || name === `${first} ${second}`);
  if (named) return { command: named, rest: argv.slice(named.name.split(' ').length) };
  if (NOT_YET.includes(`${first} ${second}`)) throw usageError(`${first} ${second} is not available in this version.`);
  const groups = [...new Set(COMMANDS.map(({ name }) => name.split(' ')[0]!))];
  if (!groups.includes(first)) {
    throw usageError(`There is no command ${first}.${didYouMean(first, groups)} See \`tessera --help\`.`);
  }
  if (second === '--help' || second === '-h') return { rest: [] };
  const words = COMMANDS.flatMap(({ name }) => (name.startsWith(`${first} `) ? [name.split(' ')[1]!] : []));
  if (!second) throw usageError(`${first} needs one of: ${words.join(', ')}. See \`tessera --help\`.`);
  const meant = didYouMean(second, words, `${first} `);
  throw usageError(`There is no command ${first} ${second}.${meant} See \`tessera --help\`.`);
}

function platformUrl(text: string): string {
  const url = URL.parse(text);
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.href.replace(/\/+$/, '');
  throw usageError(`${COMMON_OPTIONS.url!.value} must begin with http:// or https://, not ${text}.`);
}

function explain(error: unknown): { exitCode: number; message: string } {
  if (error instanceof CommandError) return { exitCode: error.exitCode, message: error.message };
  if (error instanceof ApiError) return explainApi(error);
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    exitCode: EXIT.unexpected,
    message: `This is a bug in tessera. Please report it to the project's issues with the command you ran and:\n${stack}`,
  };
}

function explainApi(error: ApiError): { exitCode: number; message: string } {
  const trace = error.requestId ? ` (request ${error.requestId})` : '';
  if (error.code === 'unreachable') {
    const remedy = 'Start the platform here with `npm start`, or say where it is with --url or TESSERA_URL.';
    return { exitCode: EXIT.unreachable, message: `${error.message} ${remedy}` };
  }
  if (error.status === 401) {
    return { exitCode: EXIT.unreachable, message: `${error.message} Run \`tessera login\`.${trace}` };
  }
  const details = error.details.map(({ field, message }) => `\n  ${field}: ${message}`).join('');
  const message = `${error.message}${details}${trace}`;
  if (error.status >= 400 && error.status < 500) return { exitCode: EXIT.input, message };
  return {
    exitCode: EXIT.unexpected,
    message: `${message} If it happens again, please report it to the project's issues.`,
  };
}
