import { expect, onTestFinished, test, vi } from 'vitest';
import { evaluate, evaluateTo } from './expressions.ts';

const bindings = { states: { input: { a: [1, 2, 3] } }, factor: 2 };
const value = (expression: string) => evaluate(`{% ${expression} %}`, 'Output', bindings);

test('expressions anywhere in a template become plain values', async () => {
  const template = {
    sum: '{% $sum($states.input.a) * $factor %}',
    list: [1, '{% $states.input.a[0] %}'],
    ' {% x %}': ' {% x %}',
  };
  expect(await evaluate(template, 'Output', bindings)).toEqual({ sum: 12, list: [1, 1], ' {% x %}': ' {% x %}' });
});

test.each([
  ['$partition([1,2,3,4,5], 2)', [[1, 2], [3, 4], [5]]],
  ['$partition([0], 3)', [[0]]],
  ['$range(0, 10, 5)', [0, 5, 10]],
  ['$range(3, 1, -1)', [3, 2, 1]],
  ['$range(1, 9, 9)', 1],
  ["$hash('input data', 'SHA-1')", 'aaff4a450a104cd177d28d18d74485e8cae074b7'],
  ['$parse(\'{"a": [1]}\').a', [1]],
  ['$random(7) = $random(7)', true],
  ['$length($uuid())', 36],
])('%s', async (expression, expected) => {
  expect(await value(expression)).toEqual(expected);
});

test.each([
  ['$nothing', "The JSONata expression '$nothing' specified for the field 'Output' returned nothing (undefined)."],
  ['function($x){$x}', 'returned an unsupported result type'],
  ["$eval('1')", '$eval is not available'],
  ['$range(1, 2000, 1)', 'more than 1000'],
  ["$hash('x', 'CRC')", 'must be one of MD5'],
  ["'a' + 1", 'threw an error during evaluation. T2001'],
])('%s is a States.QueryEvaluationError', async (expression, message) => {
  await expect(value(expression)).rejects.toMatchObject({
    error: 'States.QueryEvaluationError',
    location: 'Output',
    message: expect.stringContaining(message),
  });
});

test('a field that needs another type says what it got', async () => {
  await expect(evaluateTo('{% 1 %}', 'array', 'Items', bindings)).rejects.toThrow(
    "The JSONata expression '1' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'number' for value: 1",
  );
});

test.each([
  ['a call that never returns', '($f := function(){ $f() }; $f())', 'D1012'],
  ['a recursion without an end', '($f := function($n){ 1 + $f($n + 1) }; $f(0))', 'D1011'],
])('%s is ended', async (_, source, code) => {
  let now = Date.now();
  // Each look at the clock is a millisecond later, so that no test waits.
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => (code === 'D1012' ? now++ : now));
  onTestFinished(() => clock.mockRestore());
  await expect(evaluate(`{% ${source} %}`, 'Output', { states: {} })).rejects.toThrow(code);
});

test('a deep recursion that ends is left alone', async () => {
  const source = '($f := function($n){ $n = 0 ? 0 : 1 + $f($n - 1) }; $f(1000))';
  expect(await evaluate(`{% ${source} %}`, 'Output', { states: {} })).toBe(1000);
});
