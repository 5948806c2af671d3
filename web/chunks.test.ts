import { expect, test } from 'vitest';
import { chunkOf, type OutputChunks, staticFiles } from './chunks.ts';

const chunks: OutputChunks = {
  'a.js': { fileName: 'a.js', facadeModuleId: '/src/web/page/a.tsx', imports: ['shared.js'] },
  'shared.js': {
    fileName: 'shared.js',
    imports: ['a.js', 'deep.js'],
    viteMetadata: { importedCss: new Set(['shared.css']) },
  },
  'deep.js': { fileName: 'deep.js' },
  'other.js': { fileName: 'other.js' },
};

test('a page needs its chunk, what that imports, and their style sheets, each once', () => {
  expect(staticFiles(chunks, [chunkOf(chunks, 'page/a.tsx')]).toSorted()).toEqual([
    'a.js',
    'deep.js',
    'shared.css',
    'shared.js',
  ]);
});

test('a page that the build does not know is an error', () => {
  expect(() => chunkOf(chunks, 'page/gone.tsx')).toThrow('no chunk for page/gone.tsx');
});
