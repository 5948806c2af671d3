import { expressionIn } from '../expressions.ts';
import { checkExpression } from '../run-expression.ts';
import type { Complain } from './problem.ts';
import type { Fields } from './schema.ts';

/** Checks an object's fields: the unknown, the missing, the wrong. */
export function checkFields(value: unknown, fields: Fields, at: string, complain: Complain): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    complain(at, 'must be an object');
    return;
  }
  const given = value as Record<string, unknown>;
  const names = Object.keys(fields);
  const missing = names.filter((name) => name.endsWith('!') && given[name.slice(0, -1)] === undefined);
  if (missing.length > 0)
    complain(
      at === '' ? '/' : at,
      `These fields are required: [${missing.map((name) => name.slice(0, -1)).join(', ')}]`,
    );
  for (const [name, content] of Object.entries(given)) {
    const check = fields[name] ?? fields[`${name}!`];
    if (!check) complain(`${at}/${name}`, 'Field is not supported here, or belongs to JSONPath');
    else {
      const wrong = check(content);
      if (wrong !== undefined) complain(`${at}/${name}`, wrong);
    }
  }
}

/** Checks that every expression in a value can be compiled; nested state machines are left to their own states. */
export function checkExpressions(value: unknown, at: string, complain: Complain): void {
  const source = expressionIn(value);
  if (source !== undefined) {
    try {
      checkExpression(source);
    } catch (error) {
      complain(at, `The JSONata expression '${source}' has an error: ${(error as Error).message}`);
    }
  } else if (typeof value === 'object' && value !== null)
    for (const [key, entry] of Object.entries(value))
      if (key !== 'States') checkExpressions(entry, `${at}/${key}`, complain);
}
