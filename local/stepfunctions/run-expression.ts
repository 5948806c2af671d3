import jsonata from 'jsonata';
import { STATES_FUNCTIONS } from './functions.ts';
import { isHeavy } from './heavy-expression.ts';

/** JSONata's code for an expression that took too long. */
export const TIMED_OUT = 'D1012';

/** What came of an expression: plain JSON, or what is wrong (the end of a sentence) with JSONata's code where it has one. */
export type Outcome = { value: unknown } | { wrong: string; code?: string | undefined };

/** `timeout` in ms, looked at between two steps of an expression; `stack` in calls. */
export type Guards = { timeout?: number; stack: number };

/** How deep calls may go (a choice of ours; the service has limits of its own, which it does not name). */
export const STACK = 10_000;

/** On the thread that answers everybody an expression may take this long; then it begins again on one of its own. */
const HERE: Guards = { timeout: 1000, stack: STACK };

const compiled = new Map<string, { expression: jsonata.Expression; heavy: boolean }>();

/** Throws JSONata's error when the text is no expression. */
export const checkExpression = (source: string): void => void compile(source);

/** Whether an expression belongs on a thread of its own; one that is none is told of where it is evaluated. */
export function isHeavyExpression(source: string): boolean {
  try {
    return compile(source).heavy;
  } catch {
    return false;
  }
}

function compile(source: string, guards = HERE) {
  const known = compiled.get(source);
  if (known) return known;
  const expression = jsonata(source, guards);
  for (const [name, implementation] of Object.entries(STATES_FUNCTIONS))
    expression.registerFunction(name, implementation as (...args: unknown[]) => unknown);
  const entry = { expression, heavy: isHeavy(expression.ast()) };
  compiled.set(source, entry);
  return entry;
}

/** Evaluates on this thread. */
export async function runExpression(
  source: string,
  bindings: Record<string, unknown>,
  guards?: Guards,
): Promise<Outcome> {
  try {
    const result = await compile(source, guards).expression.evaluate(undefined, bindings);
    if (result === undefined) return { wrong: 'returned nothing (undefined).' };
    if (isFunction(result)) return { wrong: 'returned an unsupported result type.' };
    // JSONata marks its own arrays with hidden properties: a round through JSON leaves plain data.
    if (typeof result === 'object' && result !== null)
      return { value: JSON.parse(JSON.stringify(result, (_, value) => inRange(value))) };
    return { value: inRange(result) };
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return thrown(message, code);
  }
}

/** The outcome of an expression that ended with an error. */
export const thrown = (message: string, code?: string): Outcome => ({
  wrong: `threw an error during evaluation. ${code ? `${code}: ` : ''}${message}`,
  code,
});

/** JSON has no Infinity and no NaN, and would make null of them. JSONata refuses them only when it goes on calculating. */
function inRange(value: unknown) {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw Object.assign(new Error(`Number out of range: ${value}`), { code: 'D1001' });
  return value;
}

const isFunction = (value: unknown) =>
  typeof value === 'function' ||
  (typeof value === 'object' && value !== null && ('_jsonata_lambda' in value || '_jsonata_function' in value));
