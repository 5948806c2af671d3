/** The app: all pages in one document, a chunk for each page, names with a hash under `assets/`. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { earlyScript } from './early-script.ts';

export const root = fileURLToPath(new URL('.', import.meta.url));
export const outDir = fileURLToPath(new URL('../dist/web', import.meta.url));

export default defineConfig({
  root,
  appType: 'spa',
  publicDir: false,
  logLevel: 'warn',
  plugins: [earlyScript({ script: 'early.ts', preloads: 'viewer/map-page.tsx' })],
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2023',
    // Small files become data: URLs only in images, which the content security policy allows.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
});
