/** The command line of `npm run twin -- --bare`. */
import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { UsageError, wholeNumber } from './options.ts';

export type BareOptions = {
  port: number | undefined;
  data: string;
  /** Folder of the functions; undefined: there are none. */
  handlers: string | undefined;
  help: boolean;
};

export const BARE_USAGE = `npm run twin -- --bare [OPTIONS]

  The services of the local twin without a template, empty: S3, DynamoDB, Step Functions, SQS and Secrets Manager on one
  address, for programs and test suites. Any access key with the secret "test"; region us-east-1.

  --port N        where they answer (default 4700, or the next free one)
  --data DIR      where the state is kept (default .tessera-bare)
  --handlers DIR  DIR/NAME.mjs, which exports \`handler\`, is arn:aws:lambda:us-east-1:000000000000:function:NAME
  --help          this text`;

const HELP = 'See `npm run twin -- --help`.';

/**
 * @throws UsageError with one sentence
 */
export function readBareOptions(argv: string[]): BareOptions {
  const values = parse(argv);
  const help = values.help ?? false;
  if (!help && !values.bare)
    throw new UsageError(`The twin alone needs --bare; \`npm start\` runs the whole platform. ${HELP}`);
  return {
    port: wholeNumber('--port', values.port, 0, 65_535),
    data: values.data ?? '.tessera-bare',
    handlers: folder('--handlers', values.handlers),
    help,
  };
}

function parse(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      options: {
        bare: { type: 'boolean' },
        port: { type: 'string' },
        data: { type: 'string' },
        handlers: { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]}. ${HELP}`);
  }
}

function folder(name: string, path: string | undefined): string | undefined {
  if (path === undefined || statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path;
  throw new UsageError(`${name} must be a folder, and ${path} is none.`);
}
