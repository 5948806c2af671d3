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
  ['a call that never returns', '($f := function(){ $f() }; $f())'],
  ['a call that collects and never returns', '($f := function($x){ $f($x + 1) }; $f(1))'],
  ['a regular expression', "$contains('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /^(a+)+$/)"],
  [
    'a regular expression behind a function',
    "$map(['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'], $match(?, /^(a+)+$/))",
  ],
  ['a range', '$count([1..9999999].($ & $))'],
])('%s that never ends holds nobody up, and is ended', async (_, source) => {
  // The limit of 10 s comes at once: what must come too is this thread's turn.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const ended = expect(evaluate(`{% ${source} %}`, 'Output', { states: {} })).rejects.toMatchObject({
    error: 'States.QueryEvaluationError',
    message: expect.stringContaining('D1012: Evaluation timeout after 10000 milliseconds'),
  });
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(10_000);
  await ended;
});

test('more that never end than there are processes leave the others their turn', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const endless = Array.from({ length: 6 }, () => value('($f := function(){ $f() }; $f())').catch((error) => error));
  const heavy = value("$replace('a-b', /-/, '+')");
  const quick = value('$factor');
  expect(await quick).toBe(2);
  vi.advanceTimersByTime(10_000);
  expect(await heavy).toBe('a+b');
  vi.advanceTimersByTime(10_000);
  for (const ended of await Promise.all(endless)) expect(ended).toMatchObject({ error: 'States.QueryEvaluationError' });
});

test('an expression without functions that takes long is ended as well', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const a = Array.from({ length: 3000 }, (_, n) => n);
  const path = '$states.input.a.($states.input.a.($states.input.a.(1)))';
  const ended = expect(evaluate(`{% ${path} %}`, 'Output', { states: { input: { a } } })).rejects.toThrow('D1012');
  while (vi.getTimerCount() === 0) await new Promise((resolve) => setImmediate(resolve));
  vi.advanceTimersByTime(10_000);
  await ended;
});

/** Doubles a text 25 times; a list of its 67 million letters is larger, at once, than all that the thread may hold. */
const TOO_LARGE_AT_ONCE = "($f := function($s, $n){ $n = 0 ? $s : $f($s & $s, $n - 1) }; $split($f('ab', 25), ''))";

test.each([
  ['bit by bit', '($f := function($x){ $f($append($x, $x)) }; $f([1, 2]))'],
  ['at once, which ends its process', TOO_LARGE_AT_ONCE],
])(
  'an expression that takes all memory %s is ended, and the next one has its turn',
  async (_, source) => {
    // However long it takes where others work, too: the limit of time does not come.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    await expect(value(source)).rejects.toThrow('memory limit');
    expect(await value("$replace('a-b', /-/, '+')")).toBe('a+b');
  },
  60_000,
);

test('a recursion without an end is ended', async () => {
  const source = '($f := function($n){ 1 + $f($n + 1) }; $f(0))';
  await expect(evaluate(`{% ${source} %}`, 'Output', { states: {} })).rejects.toThrow('D1011');
});

test.each(['1/0', '-1/0', '0/0', "{'a': [1, 1/0]}"])('%s is no null', async (source) => {
  await expect(value(source)).rejects.toMatchObject({
    error: 'States.QueryEvaluationError',
    message: expect.stringContaining('threw an error during evaluation. D1001: Number out of range'),
  });
});

test.each([
  ["$replace('2026-01-02', /-/, '')", '20260102'],
  ['$map($states.input.a, function($v){ $v * $factor })', [2, 4, 6]],
  ['[1..3]', [1, 2, 3]],
  ['$distinct([1, 1, 2])', [1, 2]],
  ["$toMillis('02/01/2026', '[D01]/[M01]/[Y0001]')", Date.UTC(2026, 0, 2)],
])('%s is the same in another process', async (expression, expected) => {
  expect(await value(expression)).toEqual(expected);
});

test('a deep recursion that ends is left alone', async () => {
  const source = '($f := function($n){ $n = 0 ? 0 : 1 + $f($n - 1) }; $f(1000))';
  expect(await evaluate(`{% ${source} %}`, 'Output', { states: {} })).toBe(1000);
});
