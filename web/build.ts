import { build } from 'vite';
import { BUDGETS, checkBudget } from './budget.ts';
import type { OutputChunks } from './chunks.ts';
import exportConfig from './export.config.ts';
import appConfig from './vite.config.ts';

/** Builds the app and the viewer for exports into `dist/web`; fails when a page is heavier than its budget. */
export async function buildWeb(): Promise<void> {
  // Where a test builds, Vite takes the runner's NODE_ENV for a wish to debug: 5 kB more, and not what people get.
  process.env.NODE_ENV = 'production';
  const built = await build({ ...appConfig, configFile: false });
  if (!('output' in built)) throw new Error('Vite answered something else than one finished build.');
  await build({ ...exportConfig, configFile: false });
  const chunks = Object.fromEntries(built.output.map((file) => [file.fileName, file])) as OutputChunks;
  for (const { page, kB, allowed } of checkBudget(chunks, BUDGETS)) {
    console.log(`${page} pages: ${kB.toFixed(1)} of ${allowed} kB JavaScript (gzip)`);
  }
}
