import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { type Choosing, choosing } from '../../seeded.ts';
import { type Parser, rememberingParser } from './remembering-parser.ts';

const require = createRequire(import.meta.url);

/** What a parser says of a text, and which names and values it leaves over. */
function outcome({ parse }: Parser, text: string) {
  const context = {
    attrNames: { '#s': 'status', '#t': 'plain', '#unused': 'other' },
    attrVals: { ':v': { N: '1' }, ':w': { S: 'x' } },
    unusedAttrNames: { '#s': true, '#t': true, '#unused': true },
    unusedAttrVals: { ':v': true, ':w': true },
    isReserved: (name: string) => name === 'status',
    compare: () => false,
  };
  const left = [context.unusedAttrNames, context.unusedAttrVals];
  try {
    const found = parse(text, { context });
    return JSON.stringify([found, left, Object.entries((found as object) ?? {}).map(([, each]) => Object.keys(each))]);
  } catch (error) {
    const { message, location } = error as Error & { location: unknown };
    return JSON.stringify([message, location, left]);
  }
}

function writer({ below, pick }: Choosing) {
  const path = () => pick(['a', '#s', 'b.c', '#s.#t[1]', 'status', '#none', '(#s)', 'x[0].y', '( b.c )', '((a))']);
  const operand = () => pick([path(), path(), ':v', ':w', ':none', `size(${path()})`, '(:v)', 'contains(a, :v)']);
  const comparison = () =>
    pick([
      `${operand()} ${pick(['=', '<', '<>', '>='])} ${operand()}`,
      `${operand()} BETWEEN ${operand()} AND ${operand()}`,
      `${operand()} IN (${operand()}, ${operand()})`,
      `attribute_exists(${path()})`,
      `begins_with(${operand()}, ${operand()})`,
      `unknown(${operand()})`,
    ]);
  const condition = (depth: number): string => {
    if (depth === 0) return comparison();
    const inner = condition(depth - 1);
    return pick([`${inner} AND ${comparison()}`, `(${inner})`, `NOT ${inner}`, `${comparison()} OR (${inner})`]);
  };
  const value = (depth: number): string => {
    if (depth === 0) return operand();
    const inner = value(depth - 1);
    return pick([`${inner} + :v`, `(${inner})`, `if_not_exists(${path()}, ${inner})`, `list_append(:w, ${inner})`]);
  };
  const update = () =>
    pick([
      `SET ${path()} = ${value(2)}, d = (${value(1)})`,
      `SET e = ${value(3)} REMOVE ${path()}`,
      `ADD ${path()} :v`,
    ]);
  /** Now and then without a part of it. */
  const torn = (text: string) => (below(6) ? text : text.slice(0, below(text.length)) + text.slice(below(text.length)));
  return { condition: () => torn(condition(1 + below(3))), update: () => torn(update()) };
}

test.each(['condition', 'update'] as const)("finds what dynalite's own parser of a %s finds", (kind) => {
  const file = `db/${kind}Parser.js`;
  const [own, ours] = [require(`dynalite/${file}`) as Parser, rememberingParser(file)];
  const write = writer(choosing(4))[kind];
  let parsed = 0;
  for (let i = 0; i < 600; i++) {
    const text = write();
    const expected = outcome(own, text);
    expect(outcome(ours, text), text).toBe(expected);
    if (!expected.includes('Expected')) parsed++;
  }
  expect(parsed).toBeGreaterThan(200);
});

// dynalite's own would go on for longer than anybody waits: each level takes several times as long as the one before.
test('parses what is nested as deeply as the service allows', () => {
  const { parse } = rememberingParser('db/conditionParser.js');
  let text = '#t = :v';
  for (let level = 0; level < 140; level++) text = `#t = :v OR (${text})`;
  const found = outcome({ parse }, text);
  expect(found.match(/"type":"or"/g)).toHaveLength(140);
  expect(outcome({ parse }, `${'('.repeat(300)}#t = :v${')'.repeat(300)}`)).toContain('redundant parentheses');
});
