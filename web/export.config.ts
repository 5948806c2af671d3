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
    // On a slow machine the bundler would tell what took its time: nobody who starts the platform asked.
    rolldownOptions: { input: `${root}export/index.html`, checks: { bundlerTimings: false } },
  },
});
