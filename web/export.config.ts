/** The viewer for exports: one HTML file with everything inside, for any static server. */
import { defineConfig } from 'vite';
import { singleFile } from './single-file.ts';
import { outDir, root } from './vite.config.ts';

export default defineConfig({
  root,
  publicDir: false,
  logLevel: 'warn',
  plugins: [singleFile()],
  build: {
    outDir,
    emptyOutDir: false,
    target: 'es2023',
    assetsInlineLimit: Number.POSITIVE_INFINITY,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { input: `${root}export/index.html` },
  },
});
