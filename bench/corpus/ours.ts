/** Both copies of photos, as the worker makes them: `node bench/corpus/ours.ts FOLDER PHOTO...` */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sharpPhotos } from '../../lambdas/album/adapters/sharp-photos.ts';
import { VARIANTS } from '../../lambdas/album/variants.ts';

const [folder, ...photos] = process.argv.slice(2) as [string, ...string[]];
for (const [index, path] of photos.entries()) {
  const made = await sharpPhotos.variants(await readFile(path));
  for (const variant of VARIANTS) await writeFile(join(folder, `${index}-${variant}.webp`), made[variant]);
}
