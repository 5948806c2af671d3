/**
 * `npm run gallery`: a picture of every page in every state, at 1280 x 800 and 390 x 844, in light and dark, by the real
 * Chromium on the real twin, and a sheet of them all (`.gallery/index.html`). What stands in the table
 * (`test/browser/gallery/pages.ts`) is shown; the same run judges it, as `npm test` does.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './build.ts';
import { writeSheet } from './gallery/sheet.ts';

const folder = join(projectRoot, '.gallery');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
const { status } = spawnSync(
  'vitest',
  ['run', '--project', 'browser', 'test/browser/gallery.test.ts', ...process.argv.slice(2)],
  {
    cwd: projectRoot,
    stdio: 'inherit',
    env: { ...process.env, TESSERA_GALLERY: folder },
    shell: process.platform === 'win32',
  },
);
const count = writeSheet(folder);
console.log(`${count} pictures: ${join(folder, 'index.html')}`);
process.exitCode = status ?? 1;
