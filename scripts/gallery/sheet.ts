/** All pictures of a gallery on one page, a row for each state. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Picture = {
  page: string;
  state: string;
  what?: string;
  surface: string;
  scheme: string;
  shift: number;
  file: string;
};

/** @returns how many pictures there are */
export function writeSheet(folder: string): number {
  const list = join(folder, 'pictures.jsonl');
  const pictures: Picture[] = existsSync(list)
    ? readFileSync(list, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];
  const rows = Map.groupBy(pictures, ({ page, state, what }) => [page, what, state].filter(Boolean).join(' / '));
  const sections = [...rows].map(
    ([title, shown]) =>
      `<section><h2>${escaped(title)}</h2><p>layout shift ${Math.max(...shown.map(({ shift }) => shift)).toFixed(3)}</p><div>${shown.toSorted(bySurface).map(figure).join('')}</div></section>`,
  );
  writeFileSync(join(folder, 'index.html'), `${HEAD}${sections.join('\n')}\n`);
  return pictures.length;
}

/** Both surfaces are gone through at the same time; a row has the desktop first, light before dark. */
const PLACES = ['desktop', 'phone'];
const bySurface = (a: Picture, b: Picture) =>
  PLACES.indexOf(a.surface) - PLACES.indexOf(b.surface) || b.scheme.localeCompare(a.scheme);

const figure = ({ file, surface, scheme }: Picture) =>
  `<figure><a href="${file}"><img src="${file}" loading="lazy" alt=""></a><figcaption>${surface}, ${scheme}</figcaption></figure>`;

const escaped = (words: string) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const HEAD = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title><style>
body { margin: 24px; font: 15px/1.45 system-ui, sans-serif; background: #e7eaea; color: #171c1c; }
h2 { margin: 32px 0 0; font-size: 20px; } p, figcaption { margin: 0 0 8px; color: #566060; font-size: 13px; }
div { display: flex; flex-wrap: wrap; gap: 16px; } figure { margin: 0; flex: none; }
img { display: block; height: 400px; border-radius: 8px; box-shadow: 0 1px 4px rgb(0 0 0 / 25%); }
</style>`;
