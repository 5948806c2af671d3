import { expect, test } from 'vitest';
import { readOptions, sameAgain } from './options.ts';

test('has a default for everything', () => {
  expect(readOptions([])).toEqual({
    port: undefined,
    host: '127.0.0.1',
    data: '.tessera',
    reset: false,
    empty: false,
    open: true,
    functions: undefined,
    fair: false,
    help: false,
  });
});

test('reads what it is told', () => {
  const options = readOptions(['--port', '4800', '--data', 'x', '--empty', '--no-open', '--functions=3']);
  expect(options).toMatchObject({ port: 4800, data: 'x', empty: true, open: false, functions: 3 });
});

test.each([
  [[], ''],
  [['--empty', '--no-open', '--reset'], ''],
  [['--data', 'x'], ' -- --data x'],
  [['--port', '4800', '--data', 'x'], ' -- --data x --port 4800'],
  [['--data', '/srv/my maps'], " -- --data '/srv/my maps'"],
  [['--host', '0.0.0.0', '--functions', '3'], ' -- --host 0.0.0.0 --functions 3'],
])('a start with %j is gone on with by the same, without what counts once only', (argv, again) => {
  expect(sameAgain(readOptions(argv))).toBe(again);
});

test.each([
  [['--port', 'http'], '--port must be a whole number from 0 to 65534, not http.'],
  [['--functions', '0'], '--functions must be a whole number from 1 to 1000, not 0.'],
  [['--prot', '1'], "Unknown option '--prot'"],
  [['directory'], "Unexpected argument 'directory'"],
])('refuses %j', (argv, message) => {
  expect(() => readOptions(argv)).toThrow(message);
});
