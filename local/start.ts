/** `npm start`: builds what changed, synthesises, starts the twin and says what happens (options: docs/local.md). */
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { projectRoot } from '../scripts/build.ts';
import { synth } from '../scripts/synth.ts';
import { openBrowser } from './wiring/browser.ts';
import { explainFailure } from './wiring/failure.ts';
import { readFaults } from './wiring/faults.ts';
import { endWhenDiskIsFull } from './wiring/full-disk.ts';
import { giveUpSoon } from './wiring/give-up.ts';
import { readOptions, type StartOptions, sameAgain, USAGE } from './wiring/options.ts';
import { isNpmScript, whenParentEnds } from './wiring/parent.ts';
import { makeSampleMap } from './wiring/sample-map.ts';
import { startTwin, type Twin } from './wiring/twin.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const event = (line: string) => say(`${new Date().toLocaleTimeString('en-GB')} ${line}`);

async function start(argv: string[]): Promise<void> {
  const options = readOptions(argv);
  const faults = readFaults(process.env.TESSERA_FAULTS);
  if (options.help) return say(USAGE);
  if (faults)
    say(
      `Warning: TESSERA_FAULTS is set (${process.env.TESSERA_FAULTS}): calls of functions die on purpose. Unset it for a start without.`,
    );
  endWhenDiskIsFull(resolve(options.data));
  const stop = new AbortController();
  let twin: Twin | undefined;
  const end = async () => {
    if (stop.signal.aborted) process.exit(1);
    stop.abort();
    if (!twin) giveUpSoon();
    await twin?.close();
    if (!twin) return;
    say(`Stopped. Everything is kept in ${options.data}; npm start${sameAgain(options)} goes on with it.`);
    process.exit(0);
  };
  process.on('SIGINT', end).on('SIGTERM', end);
  if (isNpmScript()) whenParentEnds(end);
  try {
    twin = await startTwin({
      dataDirectory: resolve(options.data),
      port: options.port,
      host: options.host,
      functions: options.functions ?? availableParallelism(),
      fair: options.fair,
      faults,
      reset: options.reset,
      assembly: () => synth({ report: say, signal: stop.signal }),
      report: event,
      signal: stop.signal,
    });
  } catch (error) {
    if (stop.signal.aborted) process.exit(0);
    throw error;
  }
  if (stop.signal.aborted) {
    await twin.close();
    process.exit(0);
  }
  await welcome(twin, options);
}

async function welcome(twin: Twin, options: StartOptions): Promise<void> {
  if (!options.host.startsWith('127.') && options.host !== 'localhost') {
    say(`Warning: everybody in your network can reach this start on ${options.host}, and log in without a password.`);
  }
  // performance.now() counts from the start of the process.
  say(`Tessera is ready at ${twin.url} (${(performance.now() / 1000).toFixed(1)} s)`);
  const own = twin.pages.at(-1)!;
  if (own !== twin.url) say(`Sign in at ${own}: without TLS browsers allow it on this machine's own address alone.`);
  const show = (path: string) => {
    if (options.open && process.stdout.isTTY) openBrowser(own + path);
  };
  if (!twin.isFirstStart || options.empty) {
    await twin.markStarted();
    return show('/');
  }
  try {
    const { job, map } = await makeSampleMap(twin, projectRoot);
    await twin.markStarted();
    event(`sample map: watch it being made at ${twin.url}/jobs/${job}, then look at it at ${twin.url}/maps/${map}`);
    show(`/jobs/${job}`);
  } catch (error) {
    event(`the sample map could not be made: ${(error as Error).message}`);
    show('/');
  }
}

start(process.argv.slice(2)).catch((error) => {
  const { code, message } = explainFailure(error);
  console.error(message);
  process.exit(code);
});
