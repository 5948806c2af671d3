/** How large an expression may be (service quotas, "Expression parameters"); what is larger is not even parsed. */
import type { Parameters } from '../engine.ts';
import { validationError } from '../errors.ts';

const EXPRESSION_BYTES = 4096;
/** Operators and functions together. */
const MOST_OPERATORS = 300;
/** Every level of parentheses that means something has an operator or a function; two more for its operands. */
const MOST_LEVELS = MOST_OPERATORS + 2;

const EXPRESSIONS = [
  'UpdateExpression',
  'ConditionExpression',
  'KeyConditionExpression',
  'FilterExpression',
  'ProjectionExpression',
];
const TOKEN = /[#:]?\w+|<>|<=|>=|\S/g;
const WORDS = new Set(['AND', 'OR', 'NOT', 'BETWEEN', 'IN']);
const COMPARATORS = new Set(['=', '<>', '<', '<=', '>', '>=']);

/** @throws ServiceError: ValidationException naming the first expression of `parameters` that is too large. */
export function checkExpressionLimits(parameters: Parameters): void {
  for (const name of EXPRESSIONS) {
    const expression = parameters[name];
    if (typeof expression === 'string') checkExpression(name, expression);
  }
}

function checkExpression(name: string, expression: string): void {
  const bytes = Buffer.byteLength(expression);
  if (bytes > EXPRESSION_BYTES) {
    const problem = 'Expression size has exceeded the maximum allowed size';
    throw validationError(`Invalid ${name}: ${problem}; expression size: ${bytes}`);
  }
  const tokens = expression.match(TOKEN) ?? [];
  const operators = countOperators(tokens, name === 'UpdateExpression');
  if (operators > MOST_OPERATORS) {
    const problem = 'The expression contains too many operators';
    throw validationError(`Invalid ${name}: ${problem}; operator count: ${operators}`);
  }
  if (levels(tokens) > MOST_LEVELS) {
    throw validationError(`Invalid ${name}: The expression has redundant parentheses;`);
  }
}

/** The AND of a BETWEEN is no operator of its own, nor is the = of a SET. */
function countOperators(tokens: string[], isUpdate: boolean): number {
  let count = 0;
  for (const [i, token] of tokens.entries()) {
    const word = token.toUpperCase();
    if (WORDS.has(word)) count += word === 'BETWEEN' ? 0 : 1;
    else if (/^\w/.test(token)) count += tokens[i + 1] === '(' ? 1 : 0;
    else if (isUpdate) count += token === '+' || token === '-' ? 1 : 0;
    else count += COMPARATORS.has(token) ? 1 : 0;
  }
  return count;
}

function levels(tokens: string[]): number {
  let [deepest, level] = [0, 0];
  for (const token of tokens) {
    if (token === '(') level++;
    if (token === ')') level--;
    deepest = Math.max(deepest, level);
  }
  return deepest;
}
