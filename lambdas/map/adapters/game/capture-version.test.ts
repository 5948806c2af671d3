import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it, onTestFinished } from 'vitest';
import { gameGrid, gameOf } from '../../core/games/games.ts';
import { bmpToPng } from './bmp-to-png.ts';
import { openttdArguments, openttdFolder, rowsBelow } from './openttd-folder.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const city = await readFile(join(ROOT, 'examples/openttd/city.sav'));
const sum = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

/** Eight bits a pixel, all colours, rows that differ. */
function picture(): Buffer {
  const [width, height, start] = [64, 48, 54 + 1024] as const;
  const bmp = Buffer.alloc(start + width * height);
  bmp.write('BM');
  const numbers = { 10: start, 14: 40, 18: width, 22: height, 46: 256 };
  for (const [at, number] of Object.entries(numbers)) bmp.writeUInt32LE(number, Number(at));
  bmp.writeUInt16LE(8, 28);
  for (let i = 0; i < 256; i++) bmp.set([i, 255 - i, (7 * i) % 256, 0], 54 + 4 * i);
  for (let i = 0; i < width * height; i++) bmp[start + i] = (i * 5 + Math.floor(i / width)) % 256;
  return bmp;
}

it('is raised when the same save and view are captured otherwise', async () => {
  const folder = await openttdFolder(city);
  onTestFinished(() => rm(folder, { recursive: true }));
  const settings = await Promise.all(
    ['openttd.cfg', 'scripts/autoexec.scr'].map((file) => readFile(join(folder, file), 'utf8')),
  );
  const views = [
    {},
    { from: [14_040, 5050] as [number, number], columns: 3, rows: 2 },
    { size: [640, 512] as [number, number] },
  ];
  const grids = views.map((view) => gameGrid('openttd', city, view));
  const image = await readFile(join(ROOT, 'images/capture-game/Dockerfile'), 'utf8');
  const installs = image.split('\n').filter((line) => /^ARG BASE|apt-get install/.test(line));
  const pixels = await sharp(await bmpToPng(picture(), 40))
    .raw()
    .toBuffer();
  const said = [
    `openttd ${gameOf('openttd').captureVersion}`,
    `settings ${sum(settings.join())}`,
    `start ${openttdArguments('FOLDER', { width: 1280, height: 1024 }).join(' ')}`,
    `rows below ${[256, 640, 1280, 4096].map(rowsBelow).join(' ')}`,
    ...grids.map(
      ({ size, cells }) => `grid ${size.width} x ${size.height}: ${cells.length}, ${sum(JSON.stringify(cells))}`,
    ),
    ...installs.map((line) => `image ${line}`),
    `pixels ${sum(pixels)}`,
  ];
  // Raise captureVersion of the game, then delete the file and run this test: it is written anew.
  await expect(`${said.join('\n')}\n`).toMatchFileSnapshot('capture-version.txt');
});
