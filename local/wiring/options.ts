/** The command line of `npm start`. */
import { parseArgs } from 'node:util';
import { shellWord } from '../../client/shell-word.ts';

export type StartOptions = {
  port: number | undefined;
  host: string;
  data: string;
  reset: boolean;
  empty: boolean;
  open: boolean;
  /** Most processes of one function; undefined: by the number of processor cores. */
  functions: number | undefined;
  /** Functions have the priority of the twin. */
  fair: boolean;
  help: boolean;
};

/** Where the state is kept, unless it is said. */
const DEFAULT_DATA = '.tessera';
const DEFAULT_HOST = '127.0.0.1';

/** The command line is wrong: exit code 2. */
export class UsageError extends Error {}

export const USAGE = `npm start -- [OPTIONS]

  --port N        address of the pages; N + 1 serves the cloud services (default 4700, or the next free pair)
  --host ADDRESS  listen there instead of 127.0.0.1, for a phone on the same network
  --data DIR      where the state is kept (default ${DEFAULT_DATA})
  --reset         delete the state first
  --empty         do not make the sample map
  --no-open       do not open a browser
  --functions N   most processes of one Lambda function (default: the number of processor cores), twice that while calls
                  of the API wait
  --fair          functions have the priority of the twin: for tests that want the same cores
  --help          this text`;

/**
 * @throws UsageError with one sentence
 */
export function readOptions(argv: string[]): StartOptions {
  const values = parse(argv);
  return {
    port: wholeNumber('--port', values.port, 0, 65_534),
    host: values.host ?? DEFAULT_HOST,
    data: values.data ?? DEFAULT_DATA,
    reset: values.reset ?? false,
    empty: values.empty ?? false,
    open: !values['no-open'],
    functions: wholeNumber('--functions', values.functions, 1, 1000),
    fair: values.fair ?? false,
    help: values.help ?? false,
  };
}

/** What `npm start` is told to go on with the same state at the same address, behind `npm start`. */
export function sameAgain({ data, port, host, functions }: StartOptions): string {
  const told = [
    ...(data === DEFAULT_DATA ? [] : [`--data ${shellWord(data)}`]),
    ...(port === undefined ? [] : [`--port ${port}`]),
    ...(host === DEFAULT_HOST ? [] : [`--host ${shellWord(host)}`]),
    ...(functions === undefined ? [] : [`--functions ${functions}`]),
  ];
  return told.length > 0 ? ` -- ${told.join(' ')}` : '';
}

function parse(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string' },
        reset: { type: 'boolean' },
        empty: { type: 'boolean' },
        'no-open': { type: 'boolean' },
        functions: { type: 'string' },
        fair: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]}. See \`npm start -- --help\`.`);
  }
}

/** The number that an option gives; undefined without it. @throws UsageError */
export function wholeNumber(name: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new UsageError(`${name} must be a whole number from ${least} to ${most}, not ${text}.`);
}
