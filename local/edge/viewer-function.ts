/**
 * A CloudFront Function for viewer requests (runtime cloudfront-js-2.0), in a context of its own without the network, the
 * file system or timers, as there. Modules (`import cf from 'cloudfront'`) are not served.
 */
import { createContext, Script } from 'node:vm';

/** CloudFront allows about a millisecond of work; a noisy laptop needs a little more. */
const TIMEOUT_MS = 2000;

type Value = { value: string; multiValue?: { value: string }[] };
type Values = Record<string, Value>;
export type FunctionRequest = { method: string; uri: string; querystring: Values; headers: Values; cookies: Values };
export type FunctionResponse = {
  statusCode: number;
  statusDescription?: string;
  headers?: Values;
  cookies?: Record<string, { value: string; attributes?: string }>;
  body?: string | { encoding: 'text' | 'base64'; data: string };
};
/** Rejects with what the function throws, or its timeout. */
export type ViewerFunction = (request: FunctionRequest, ip: string) => Promise<FunctionRequest | FunctionResponse>;

type Asked = { event: string; settle(answer: Answer): void };
type Answer = { value?: FunctionRequest | FunctionResponse; failure?: string };

/** Handlers may be async: their microtasks run before runInContext returns, under the same timeout. */
const CALL = `Promise.all(
  JSON.parse(events).map((event) =>
    (async () => JSON.stringify({ value: await handler(event) }))().catch((error) => JSON.stringify({ failure: String(error) })),
  ),
).then((all) => { answers = '[' + all + ']'; })`;

/**
 * A limit of time costs a thread whenever the context is entered: 170 us of a core, where a function takes 5. So requests that come
 * in the same turn of the event loop enter it together; one that does not end is found by each of them entering alone.
 * @throws SyntaxError when the code does not compile
 */
export const compileViewerFunction = (code: string): ViewerFunction => {
  const globals: { events?: string; answers?: string | undefined } = {};
  const context = createContext(globals, {
    codeGeneration: { strings: false, wasm: false },
    microtaskMode: 'afterEvaluate',
  });
  new Script(`${code}\n;globalThis.console = { log() {}, error() {} };`).runInContext(context, { timeout: TIMEOUT_MS });
  const call = new Script(CALL);

  /** Undefined: one of them waits for what never comes. @throws Error when the time is over */
  const answersTo = (asked: Asked[]): Answer[] | undefined => {
    globals.events = `[${asked.map(({ event }) => event).join()}]`;
    globals.answers = undefined;
    call.runInContext(context, { timeout: TIMEOUT_MS });
    const { answers } = globals as { answers: string | undefined };
    return answers === undefined ? undefined : JSON.parse(answers);
  };
  const runTogether = (asked: Asked[]): void => {
    let answers: Answer[] | undefined;
    let failure: string | undefined;
    try {
      answers = answersTo(asked);
    } catch (error) {
      failure = (error as Error).message;
    }
    if (!answers && asked.length > 1) for (const each of asked) runTogether([each]);
    else for (const [index, { settle }] of asked.entries()) settle(answers?.[index] ?? (failure ? { failure } : {}));
  };

  let waiting: Asked[] = [];
  const runWaiting = () => {
    const asked = waiting;
    waiting = [];
    runTogether(asked);
  };
  return (request, ip) =>
    new Promise((resolve, reject) => {
      const settle = ({ value, failure }: Answer) => {
        if (failure !== undefined) reject(new Error(failure));
        else if (value && ('statusCode' in value || 'uri' in value)) resolve(value);
        else reject(new Error('it returned neither a request nor a response'));
      };
      waiting.push({ event: JSON.stringify({ version: '1.0', context: ABOUT, viewer: { ip }, request }), settle });
      if (waiting.length === 1) setImmediate(runWaiting);
    });
};

const ABOUT = {
  distributionDomainName: 'local',
  distributionId: 'LOCAL',
  eventType: 'viewer-request',
  requestId: '',
};

/** `a=1&a=2` and the like as the function sees them; the last of several is `value`. */
export const asValues = (pairs: [string, string][]): Values => {
  const values: Values = {};
  for (const [name, value] of pairs) {
    const before = values[name];
    values[name] = before
      ? { value, multiValue: [...(before.multiValue ?? [{ value: before.value }]), { value }] }
      : { value };
  }
  return values;
};

export const asPairs = (values: Values): [string, string][] =>
  Object.entries(values).flatMap(([name, { value, multiValue }]) =>
    (multiValue ?? [{ value }]).map((one): [string, string] => [name, one.value]),
  );
