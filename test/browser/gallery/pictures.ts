/** Leaves a picture of each state in light and dark, where `npm run gallery` asks for them. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { SURFACES, type Surface } from './surfaces.ts';

const FOLDER = process.env.TESSERA_GALLERY;

/** A line of `pictures.jsonl`, which the sheet is made of. */
export type Picture = {
  page: string;
  state: string;
  what?: string;
  surface: Surface;
  scheme: 'light' | 'dark';
  shift: number;
  file: string;
};

type Shown = Omit<Picture, 'scheme' | 'file'>;

export async function leavePictures(shownPage: Page, { page, state, what, surface, shift }: Shown): Promise<void> {
  if (!FOLDER) return;
  for (const scheme of ['light', 'dark'] as const) {
    const name = [page, state, what, surface, scheme]
      .filter(Boolean)
      .join(' ')
      .replaceAll(/[^a-z0-9]+/gi, '-');
    await shownPage.emulateMedia({ colorScheme: scheme });
    await shownPage.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled' });
    const picture: Picture = { page, state, ...(what && { what }), surface, scheme, shift, file: `${name}.png` };
    appendFileSync(join(FOLDER, 'pictures.jsonl'), `${JSON.stringify(picture)}\n`);
  }
  await shownPage.emulateMedia({ colorScheme: SURFACES[surface].colorScheme });
}
