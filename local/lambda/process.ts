/** One process of a function: Node with the official runtime interface client, one invocation at a time. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { LOCAL } from '../../lib/limits.ts';
import type { Report } from '../service.ts';
import type { FunctionDefinition } from './definition.ts';
import { functionEnvironment } from './environment.ts';
import { functionError } from './errors.ts';
import { giveWay } from './priority.ts';
import { createRuntimeApi, type Outcome, type RuntimeApi } from './runtime-api.ts';

/** The init phase may take 10 s; one that takes longer is repeated under the function's timeout (Lambda docs). */
const INIT_SECONDS = 10;
const RUNTIME_CLIENT = new URL('./runtime-client.mjs', import.meta.url).href;
const RUNTIME_INTERFACE_CLIENT = fileURLToPath(import.meta.resolve('aws-lambda-ric'));

export type FunctionProcess = {
  /**
   * Gives the invocation to the process; it must be idle. The promise always resolves.
   * @param killAfterMs the process is killed then, or when it has done the work, if that is sooner; undefined: it lives
   */
  invoke(payload: string, killAfterMs?: number): Promise<Outcome>;
  /** Kills it; resolves when it is gone. */
  stop(): Promise<void>;
  /** Largest resident set so far, as the last invocation told it. */
  heldMb(): number;
};

/**
 * Starts a process. `events.idle` fires when it waits for an invocation, the first time after its init; `events.gone` once
 * when it ended, with the error if it ended during its init.
 */
export const startProcess = async (
  definition: FunctionDefinition,
  runtimeEnvironment: Record<string, string>,
  report: Report,
  events: { idle(process: FunctionProcess): void; gone(process: FunctionProcess, initError?: Error): void },
): Promise<FunctionProcess> => {
  const started = performance.now();
  let initMs: number | undefined;
  let reportInit = true;
  let initError: Error | undefined;
  let heldMb = 0;
  let current:
    | { id: string; doomed: boolean; finish: (outcome: Outcome, maxRssKilobytes?: number) => void }
    | undefined;

  const fail = (error: Error) => {
    if (current) current.finish({ error });
    else initError ??= error;
  };
  const api: RuntimeApi = await createRuntimeApi({
    waiting: () => {
      clearTimeout(initTimer);
      initMs ??= performance.now() - started;
      events.idle(functionProcess);
    },
    finished: (outcome, maxRss) => (current?.doomed ? child.kill('SIGKILL') : current?.finish(outcome, maxRss)),
    initFailed: (error) => {
      initError = error;
      child.kill('SIGKILL');
    },
  });
  const child: ChildProcess = spawn(process.execPath, ['--import', RUNTIME_CLIENT, RUNTIME_INTERFACE_CLIENT], {
    cwd: definition.codeDirectory,
    env: functionEnvironment(definition, runtimeEnvironment, api.address),
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  giveWay(child, definition);
  for (const output of [child.stdout!, child.stderr!]) createInterface({ input: output }).on('line', report);
  child.stdio[3]?.on('error', () => {});

  const timeOut = (seconds: number) =>
    setTimeout(() => {
      fail(functionError('Sandbox.Timedout', `${label()}Error: Task timed out after ${seconds.toFixed(2)} seconds`));
      child.kill('SIGKILL');
    }, seconds * 1000);
  const label = () => (current ? `RequestId: ${current.id} ` : '');
  const initTimer = timeOut(INIT_SECONDS + definition.timeoutSeconds);

  const gone = new Promise<void>((resolve) => {
    const end = (how: string) => {
      clearTimeout(initTimer);
      api.close();
      fail(functionError('Runtime.ExitError', `${label()}Error: Runtime exited ${how}`));
      events.gone(functionProcess, initMs === undefined ? initError : undefined);
      resolve();
    };
    child.once('error', (error) => end(`before it started: ${error.message}`));
    child.once('exit', (code, signal) =>
      end(
        signal
          ? `with error: signal: ${signal}`
          : code
            ? `with error: exit status ${code}`
            : 'without providing a reason',
      ),
    );
  });

  const functionProcess: FunctionProcess = {
    invoke: (payload, killAfterMs) =>
      new Promise((resolve) => {
        const id = randomUUID();
        const begun = performance.now();
        const timer = timeOut(definition.timeoutSeconds);
        const doomed = killAfterMs !== undefined;
        const death = Number.isFinite(killAfterMs) ? setTimeout(() => child.kill('SIGKILL'), killAfterMs) : undefined;
        current = {
          id,
          doomed,
          finish: (outcome, maxRss) => {
            clearTimeout(timer);
            clearTimeout(death);
            current = undefined;
            heldMb = Math.max(heldMb, (maxRss ?? 0) / 1024);
            report(reportLine(id, definition, performance.now() - begun, maxRss, reportInit ? initMs : undefined));
            reportInit = false;
            resolve(outcome);
          },
        };
        api.give({ headers: invocationHeaders(definition, id), payload });
      }),
    stop: () => {
      child.kill('SIGKILL');
      return gone;
    },
    heldMb: () => heldMb,
  };
  return functionProcess;
};

const invocationHeaders = (definition: FunctionDefinition, id: string) => ({
  'lambda-runtime-aws-request-id': id,
  'lambda-runtime-deadline-ms': String(Date.now() + definition.timeoutSeconds * 1000),
  'lambda-runtime-invoked-function-arn': `arn:aws:lambda:${LOCAL.region}:${LOCAL.account}:function:${definition.name}`,
  'lambda-runtime-trace-id': `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')};Sampled=0`,
});

/** The line that Lambda writes after every invocation; memory is the largest resident set of the process so far. */
const reportLine = (
  id: string,
  { memoryMb }: FunctionDefinition,
  durationMs: number,
  maxRssKilobytes: number | undefined,
  initMs: number | undefined,
): string => {
  const usedMb = maxRssKilobytes === undefined ? undefined : Math.round(maxRssKilobytes / 1024);
  const parts = [
    `REPORT RequestId: ${id}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Memory Size: ${memoryMb} MB`,
    usedMb === undefined ? '' : `Max Memory Used: ${usedMb} MB`,
    initMs === undefined ? '' : `Init Duration: ${initMs.toFixed(2)} ms`,
    usedMb !== undefined && usedMb > memoryMb ? 'over the memory size: Lambda would have ended it' : '',
  ];
  return parts.filter(Boolean).join('\t');
};
