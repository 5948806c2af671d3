import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Plugin, transformWithOxc } from 'vite';
import { chunkOf, type OutputChunks, staticFiles } from './chunks.ts';

/**
 * Puts a small classic script before the app's module, under a name with a hash, and tells it (`data-viewer`) which files
 * of a page to load early: only the finished build knows their names. Paths are relative to the root.
 */
export function earlyScript({ script, preloads }: { script: string; preloads: string }): Plugin {
  let root = '';
  return {
    name: 'early-script',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      root = config.root;
    },
    async generateBundle(_, bundle) {
      const { code } = await transformWithOxc(await readFile(join(root, script), 'utf8'), script);
      const hash = createHash('sha256').update(code).digest('base64url').slice(0, 8);
      const fileName = `assets/early-${hash}.js`;
      this.emitFile({ type: 'asset', fileName, source: code.replace(/^export \{\s*\};?$/m, '') });
      const page = bundle['index.html'];
      if (page?.type !== 'asset') throw new Error('early-script: the build made no index.html.');
      const chunks = bundle as OutputChunks;
      const files = staticFiles(chunks, [chunkOf(chunks, preloads)]);
      const tag = `<script src="/${fileName}" data-viewer="${files.map((file) => `/${file}`).join(' ')}"></script>`;
      page.source = String(page.source).replace('<script type="module"', `${tag}\n    <script type="module"`);
    },
  };
}
