import jsonata from 'jsonata';
import { EvaluationError } from './errors.ts';
import { STATES_FUNCTIONS } from './functions.ts';
import type { Template } from './language.ts';

/** What an expression sees: `$states` and the variables. */
export type Bindings = { states: Record<string, unknown> } & Record<string, unknown>;

/** Kinds of results that a field can ask for. */
export type Kind = 'array' | 'boolean' | 'number' | 'object' | 'string';

/**
 * An expression that never ends would hold up everything in this process: it is ended after 10 s, or 10,000 calls deep (a
 * choice of ours; the service has limits of its own, which it does not name).
 */
const GUARDS = { timeout: 10_000, stack: 10_000 };

const compiled = new Map<string, jsonata.Expression>();

/** The expression inside `{% %}`; undefined when a text is only a text (outer spaces make it one). */
export function expressionIn(value: unknown): string | undefined {
  if (typeof value !== 'string' || !value.startsWith('{%') || !value.endsWith('%}') || value.length < 4)
    return undefined;
  return value.slice(2, -2).trim();
}

/** Compiles once; throws JSONata's error when the text is no expression. */
export function compile(source: string): jsonata.Expression {
  const known = compiled.get(source);
  if (known) return known;
  const expression = jsonata(source, GUARDS);
  for (const [name, implementation] of Object.entries(STATES_FUNCTIONS))
    expression.registerFunction(name, implementation as (...args: unknown[]) => unknown);
  compiled.set(source, expression);
  return expression;
}

const kindOf = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

async function evaluateExpression(source: string, field: string, bindings: Bindings): Promise<unknown> {
  const told = `The JSONata expression '${source}' specified for the field '${field}'`;
  let result: unknown;
  try {
    result = await compile(source).evaluate(undefined, bindings);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    throw new EvaluationError(`${told} threw an error during evaluation. ${code ? `${code}: ` : ''}${message}`, field);
  }
  if (result === undefined) throw new EvaluationError(`${told} returned nothing (undefined).`, field);
  if (typeof result === 'function' || isFunction(result))
    throw new EvaluationError(`${told} returned an unsupported result type.`, field);
  // JSONata marks its own arrays with hidden properties: a round through JSON leaves plain data.
  return typeof result === 'object' && result !== null ? JSON.parse(JSON.stringify(result)) : result;
}

const isFunction = (value: unknown) =>
  typeof value === 'object' && value !== null && ('_jsonata_lambda' in value || '_jsonata_function' in value);

/**
 * A template with every expression replaced by its value. `field` is its place as a slash path, for messages.
 * Throws EvaluationError.
 */
export async function evaluate(template: Template, field: string, bindings: Bindings): Promise<unknown> {
  const source = expressionIn(template);
  if (source !== undefined) return evaluateExpression(source, field, bindings);
  if (Array.isArray(template)) {
    const values: unknown[] = [];
    for (const [i, entry] of template.entries()) values.push(await evaluate(entry, `${field}[${i}]`, bindings));
    return values;
  }
  if (typeof template !== 'object' || template === null) return template;
  const values: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(template)) values[key] = await evaluate(entry, `${field}/${key}`, bindings);
  return values;
}

/** The same, for a field that needs one kind of value. */
export async function evaluateTo<T>(template: Template, kind: Kind, field: string, bindings: Bindings): Promise<T> {
  const value = await evaluate(template, field, bindings);
  if (kindOf(value) === kind) return value as T;
  const source = expressionIn(template);
  throw new EvaluationError(
    `${source === undefined ? `The field '${field}'` : `The JSONata expression '${source}' specified for the field '${field}'`} returned an unexpected result type. Expected '${kind}', but was '${kindOf(value)}' for value: ${JSON.stringify(value)}`,
    field,
  );
}
