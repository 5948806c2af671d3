/** What the service refuses in an expression that parses, and dynalite lets through. */
import type { Parameters, Value } from '../engine.ts';
import { validationError } from '../errors.ts';
import { typeOf } from './value.ts';

type Node = { type?: string; name?: string; args?: unknown[]; attrType?: string };

const ORDERED = ['<', '<=', '>', '>=', 'between'];
const isValue = (each: unknown): each is Value =>
  typeof each === 'object' && each !== null && !Array.isArray(each) && !('args' in each);

/** Every node of a parsed expression, from the root. */
function* nodes(node: unknown): Generator<Node> {
  if (typeof node !== 'object' || node === null || Array.isArray(node) || !('args' in node)) return;
  yield node as Node;
  for (const each of (node as Node).args ?? []) yield* nodes(each);
}

const refuse = (expression: string, problem: string) => validationError(`Invalid ${expression}: ${problem}`);
const pathText = (path: (string | number)[]) =>
  `[${path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join(', ')}]`;

function checkCondition(name: string, root: unknown) {
  for (const { type = '', args = [] } of nodes(root)) {
    const unordered = args.filter(isValue).find((value) => !['S', 'N', 'B'].includes(typeOf(value)));
    if (ORDERED.includes(type) && unordered) {
      const operator = type.toUpperCase();
      const wrong = `operator or function: ${operator}, operand type: ${typeOf(unordered)}`;
      throw refuse(name, `Incorrect operand type for operator or function; ${wrong}`);
    }
    const [first, ...others] = args;
    if (
      type === 'in' &&
      Array.isArray(first) &&
      others.some((other) => JSON.stringify(other) === JSON.stringify(first))
    ) {
      const problem = 'The first operand must be distinct from the remaining operands for this operator or function';
      throw refuse(name, `${problem}; operator: IN, first operand: ${pathText(first)}`);
    }
  }
}

function checkUpdate(sections: { val?: unknown }[]) {
  for (const { val } of sections) {
    for (const { name, args = [] } of nodes(val)) {
      const nested = args.find((each) => (each as Node)?.name === 'list_append');
      if (!name || !nested) continue;
      const problem = 'The function is not allowed to be used this way in an expression; function: list_append';
      throw refuse('UpdateExpression', problem);
    }
  }
}

/** @param data parameters as dynalite's validation leaves them. */
export function checkExpressions(data: Parameters): void {
  if (data._condition) checkCondition('ConditionExpression', data._condition.expression);
  if (data._filter) checkCondition('FilterExpression', data._filter.expression);
  if (data._updates) checkUpdate(data._updates.sections);
}
