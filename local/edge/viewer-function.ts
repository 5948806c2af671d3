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
export type ViewerFunction = (request: FunctionRequest, ip: string) => FunctionRequest | FunctionResponse;

/** @throws SyntaxError when the code does not compile. Calls throw what the function throws, or its timeout. */
export const compileViewerFunction = (code: string): ViewerFunction => {
  const globals: { event?: string; result?: string; failure?: string } = {};
  const context = createContext(globals, {
    codeGeneration: { strings: false, wasm: false },
    microtaskMode: 'afterEvaluate',
  });
  new Script(`${code}\n;globalThis.console = { log() {}, error() {} };`).runInContext(context, { timeout: TIMEOUT_MS });
  // Handlers may be async: their microtasks run before runInContext returns, under the same timeout.
  const call = new Script(`(async () => handler(JSON.parse(event)))().then(
    (value) => { result = JSON.stringify(value); },
    (error) => { failure = String(error); })`);

  return (request, ip) => {
    const about = {
      distributionDomainName: 'local',
      distributionId: 'LOCAL',
      eventType: 'viewer-request',
      requestId: '',
    };
    globals.event = JSON.stringify({ version: '1.0', context: about, viewer: { ip }, request });
    globals.result = undefined;
    globals.failure = undefined;
    call.runInContext(context, { timeout: TIMEOUT_MS });
    const { result, failure } = globals as { result: string | undefined; failure: string | undefined };
    if (failure !== undefined) throw new Error(failure);
    const value = JSON.parse(result ?? 'null') as FunctionRequest | FunctionResponse | null;
    if (!value || !('statusCode' in value || 'uri' in value))
      throw new Error('it returned neither a request nor a response');
    return value;
  };
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
