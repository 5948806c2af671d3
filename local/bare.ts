/** `npm run twin -- --bare`: the services of the twin alone, for programs and test suites (docs/local.md). */
import { resolve } from 'node:path';
import { startBareTwin } from './wiring/bare.ts';
import { BARE_USAGE, readBareOptions } from './wiring/bare-options.ts';
import { explainFailure } from './wiring/failure.ts';
import { endWhenDiskIsFull } from './wiring/full-disk.ts';
import { giveUpSoon } from './wiring/give-up.ts';
import { isNpmScript, whenParentEnds } from './wiring/parent.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function start(argv: string[]): Promise<void> {
  const options = readBareOptions(argv);
  if (options.help) return say(BARE_USAGE);
  endWhenDiskIsFull(resolve(options.data));
  let wantsToEnd = false;
  let isUp = false;
  const { promise: asked, resolve: end } = Promise.withResolvers<void>();
  const stop = () => {
    if (wantsToEnd) process.exit(1);
    wantsToEnd = true;
    if (!isUp) giveUpSoon();
    end();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  if (isNpmScript()) whenParentEnds(stop);
  const twin = await startBareTwin({
    dataDirectory: resolve(options.data),
    port: options.port,
    handlers: options.handlers && resolve(options.handlers),
    report: (line) => say(`${new Date().toLocaleTimeString('en-GB')} ${line}`),
  });
  isUp = true;
  if (!wantsToEnd) say(`The bare twin is ready at ${twin.url} (${(performance.now() / 1000).toFixed(1)} s)`);
  await asked;
  await twin.close();
  process.exit(0);
}

start(process.argv.slice(2)).catch((error) => {
  const { code, message } = explainFailure(error);
  console.error(message);
  process.exit(code);
});
