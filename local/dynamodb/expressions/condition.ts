/** Is a condition true for an item? Conditions come parsed by dynalite. */
import type { Item, Parameters, Value } from '../engine.ts';
import { at, type Path } from './path.ts';
import { beginsWith, contains, equal, order, sizeOf, typeOf } from './value.ts';

export type Operand = Path | Value | { type: 'function'; name: string; args: Operand[] };
export type Condition = { type: string; name?: string; args: (Operand | Condition)[] };

/** The value of an operand; undefined where the item has none. */
function resolve(operand: Operand, item: Item): Value | undefined {
  if (Array.isArray(operand)) return at(operand, item);
  if ('name' in operand && operand.type === 'function') {
    const value = resolve((operand.args as Operand[])[0]!, item);
    const size = value && sizeOf(value);
    return size === undefined ? undefined : { N: String(size) };
  }
  return operand as Value;
}

type Test = (value: Value | undefined, others: (Value | undefined)[]) => boolean;

const both =
  (test: (a: Value, b: Value) => boolean): Test =>
  (value, [other]) =>
    value !== undefined && other !== undefined && test(value, other);
const ordered = (test: (order: number) => boolean) =>
  both((a, b) => {
    const found = order(a, b);
    return found !== undefined && test(found);
  });

const TESTS: Record<string, Test> = {
  '=': both(equal),
  '<>': (value, [other]) => value === undefined || other === undefined || !equal(value, other),
  '<': ordered((each) => each < 0),
  '<=': ordered((each) => each <= 0),
  '>': ordered((each) => each > 0),
  '>=': ordered((each) => each >= 0),
  in: (value, others) => value !== undefined && others.some((other) => other !== undefined && equal(value, other)),
  between: (value, [low, high]) => TESTS['>=']!(value, [low]) && TESTS['<=']!(value, [high]),
  attribute_exists: (value) => value !== undefined,
  attribute_not_exists: (value) => value === undefined,
  attribute_type: both((value, type) => typeOf(value) === type.S),
  begins_with: both(beginsWith),
  contains: both(contains),
};

export function isTrue({ type, name, args }: Condition, item: Item): boolean {
  if (type === 'and') return (args as Condition[]).every((each) => isTrue(each, item));
  if (type === 'or') return (args as Condition[]).some((each) => isTrue(each, item));
  if (type === 'not') return !isTrue(args[0] as Condition, item);
  const [value, ...others] = args.map((each) => resolve(each as Operand, item));
  return TESTS[type === 'function' ? name! : type]!(value, others);
}

/** The same for the parameters that came before expressions (`Expected`). */
const LEGACY: Record<string, string> = {
  ...{ EQ: '=', NE: '<>', LT: '<', LE: '<=', GT: '>', GE: '>=', IN: 'in', BETWEEN: 'between' },
  ...{ NOT_NULL: 'attribute_exists', NULL: 'attribute_not_exists', CONTAINS: 'contains', BEGINS_WITH: 'begins_with' },
};

export function fromExpected(expected: Record<string, Parameters>, operator: 'AND' | 'OR' = 'AND'): Condition {
  const conditions = Object.entries(expected).map(([name, each]): Condition => {
    const values = each.AttributeValueList ?? (each.Value ? [each.Value] : []);
    const comparison = each.Exists === false ? 'NULL' : (each.ComparisonOperator ?? 'EQ');
    if (comparison === 'NOT_CONTAINS') {
      return { type: 'not', args: [{ type: 'contains', args: [[name], ...values] }] };
    }
    return { type: LEGACY[comparison]!, args: [[name], ...values] };
  });
  return { type: operator.toLowerCase(), args: conditions };
}
