import { expect, test } from 'vitest';
import { withExample } from './example.ts';

const page = (text: string) =>
  `before\n<!-- docs/examples/album.ts, put here by \`npm run openapi\` -->\n\`\`\`ts\n${text}\`\`\`\n<!-- end of the example -->\nafter\n`;

test('a page shows the example as it is now, and is otherwise as it was', () => {
  expect(withExample(page('old\n'), 'new();\n')).toBe(page('new();\n'));
  expect(withExample(page('new();\n'), 'new();\n')).toBe(page('new();\n'));
});

test('a page without a place for it is refused', () => {
  expect(() => withExample('text', 'new();\n')).toThrow('no place');
  expect(() => withExample(page('a\n') + page('b\n'), 'new();\n')).toThrow('more than one');
});
