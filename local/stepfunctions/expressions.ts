import { EvaluationError } from './errors.ts';
import { evaluateApart } from './expression-processes.ts';
import type { Template } from './language.ts';
import { isHeavyExpression, type Outcome, runExpression, TIMED_OUT } from './run-expression.ts';

/** What an expression sees: `$states` and the variables. */
export type Bindings = { states: Record<string, unknown> } & Record<string, unknown>;

/** Kinds of results that a field can ask for. */
export type Kind = 'array' | 'boolean' | 'number' | 'object' | 'string';

/** The expression inside `{% %}`; undefined when a text is only a text (outer spaces make it one). */
export function expressionIn(value: unknown): string | undefined {
  if (typeof value !== 'string' || !value.startsWith('{%') || !value.endsWith('%}') || value.length < 4)
    return undefined;
  return value.slice(2, -2).trim();
}

const kindOf = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

async function evaluateExpression(source: string, field: string, bindings: Bindings): Promise<unknown> {
  const told = `The JSONata expression '${source}' specified for the field '${field}'`;
  const outcome = await outcomeOf(source, bindings);
  if ('wrong' in outcome) throw new EvaluationError(`${told} ${outcome.wrong}`, field);
  return outcome.value;
}

/** What is quick is done here, at once. */
async function outcomeOf(source: string, bindings: Bindings): Promise<Outcome> {
  if (isHeavyExpression(source)) return evaluateApart(source, bindings);
  const outcome = await runExpression(source, bindings);
  return 'wrong' in outcome && outcome.code === TIMED_OUT ? evaluateApart(source, bindings) : outcome;
}

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
