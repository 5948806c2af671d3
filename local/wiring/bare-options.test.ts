import { expect, test } from 'vitest';
import { readBareOptions } from './bare-options.ts';

test('has a default for everything', () => {
  expect(readBareOptions(['--bare'])).toEqual({
    port: undefined,
    data: '.tessera-bare',
    handlers: undefined,
    help: false,
  });
});

test('reads what it is told', () => {
  const options = ['--bare', '--port', '0', '--data', 'x', '--handlers', import.meta.dirname];
  expect(readBareOptions(options)).toEqual({ port: 0, data: 'x', handlers: import.meta.dirname, help: false });
});

test.each([
  [[], 'The twin alone needs --bare; `npm start` runs the whole platform.'],
  [['--bare', '--port', '70000'], '--port must be a whole number from 0 to 65535, not 70000.'],
  [['--bare', '--handlers', 'nowhere'], '--handlers must be a folder, and nowhere is none.'],
  [['--bare', '--host', 'x'], "Unknown option '--host'"],
])('refuses %j', (argv, message) => {
  expect(() => readBareOptions(argv)).toThrow(message);
});
