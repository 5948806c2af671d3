/**
 * Is a published map exactly its captures? Every pixel of its native zoom against the captures that cover it, where the build
 * says that they lie; against the true picture, up to one common shift, when there is one; and whether a box of the interface is
 * shown where another capture shows what is under it. The map must be lossless.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { createClient } from '../../client/client.ts';
import type { XY } from '../../lambdas/map/placement.ts';
import type { Options, Result } from '../bench.ts';
import { withMapOf } from './made-map.ts';
import { readMap } from './published-map.ts';
import { decode, overlay, type Raster } from './raster.ts';

const Place = z.tuple([z.number(), z.number()]);
const Described = z.object({
  boxes: z.array(z.tuple([z.int(), z.int(), z.int(), z.int()])).default([]),
  captures: z.array(
    z.object({ file: z.string(), nominal: Place, true: Place.optional(), ambiguous: z.boolean().nullish() }),
  ),
});
type Described = z.infer<typeof Described>;
type Shot = Described['captures'][number] & { position: XY };

/** What is known of a pixel of the map. Known: a capture whose place can be known covers it; free: one without a box there. */
const COVERED = 1;
const EQUAL = 2;
const KNOWN = 4;
const SHOWS_BOX = 8;
const IS_FREE = 16;
/** Equal to a capture that has no box there. */
const EQUAL_FREE = 32;

export const benchExact = (options: Options): Promise<Result> =>
  withMapOf(options, ({ url, map }) => compareMap({ ...options, url, map }));

async function compareMap(options: Options & { map: string }): Promise<Result> {
  const { positions, captures, map, url, truth, progress } = options;
  const api = createClient({ baseUrl: url });
  const mapJson = await api.mapJson(map);
  const described = Described.parse(JSON.parse(await readFile(positions, 'utf8')));
  const build = await api.listShots(map, mapJson.build);
  const places = new Map(build.shots.map((shot) => [shot.name, shot.position]));
  const shots = described.captures.flatMap((capture): Shot[] => {
    const position = places.get(capture.file);
    return position ? [{ ...capture, position }] : [];
  });
  if (shots.length === 0) throw new Error(`No capture of ${positions} is in the map ${map}.`);
  const published = await readMap(mapJson, `${url}/tiles/${map}/${mapJson.build}`);
  progress(`${mapJson.tiles} tiles read, ${published.width} x ${published.height} px, ${shots.length} captures`);

  const seen = Buffer.alloc(published.width * published.height);
  for (const shot of shots) {
    const picture = await decode(await readFile(join(captures, shot.file)));
    lookAt(published, seen, shot, picture, described.boxes);
  }
  const rows = [rowOf('captures', published, seen)];
  if (described.boxes.length > 0) rows.push(boxesRow(seen));
  if (truth) rows.push(truthRow(published, seen, await decode(await readFile(truth)), shiftOf(shots)));
  const skipped = [
    ...(truth ? [] : ['truth (no --truth PICTURE given)']),
    ...(described.boxes.length > 0 ? [] : ['interface (no `boxes` in the list of positions)']),
  ];
  return { rows, ratios: [], skipped };
}

function lookAt(map: Raster, seen: Buffer, shot: Shot, picture: Raster, boxes: Described['boxes']): void {
  const isBox = Buffer.alloc(picture.width * picture.height);
  for (const [left, top, width, height] of boxes) {
    for (let y = top; y < top + height; y++) isBox.fill(1, y * picture.width + left, y * picture.width + left + width);
  }
  overlay(map, picture, shot.position, (at, isEqual, x, y) => {
    const box = isBox[y * picture.width + x] === 1;
    seen[at] = seen[at]! | COVERED | (shot.ambiguous ? 0 : KNOWN) | (isEqual ? EQUAL : 0) | (box ? 0 : IS_FREE);
    if (isEqual) seen[at] = box ? seen[at]! | SHOWS_BOX : seen[at]! | EQUAL_FREE;
  });
}

/** Of the covered pixels those that equal no capture; of the others those that are not transparent. */
function rowOf(name: string, map: Raster, seen: Buffer): Result['rows'][number] {
  let [covered, differ, outside] = [0, 0, 0];
  for (let at = 0; at < seen.length; at++) {
    if (seen[at]! & COVERED) {
      covered++;
      if (!(seen[at]! & EQUAL)) differ++;
    } else if (map.data[at * 4 + 3] !== 0) outside++;
  }
  return { name, covered, differ, 'differ %': (100 * differ) / covered, 'painted outside': outside };
}

/** Pixels that show a capture's box and no other capture's picture, though another one shows the place. */
function boxesRow(seen: Buffer): Result['rows'][number] {
  let differ = 0;
  let covered = 0;
  for (const pixel of seen) {
    if (!(pixel & IS_FREE)) continue;
    covered++;
    if (pixel & SHOWS_BOX && !(pixel & EQUAL_FREE)) differ++;
  }
  return { name: 'interface shown', covered, differ, 'differ %': (100 * differ) / covered };
}

/** The middle of what the captures lie off, those of unknown places aside. */
function shiftOf(shots: Shot[]): XY {
  const known = shots.filter(({ ambiguous }) => !ambiguous);
  return ([0, 1] as const).map((axis) => {
    const off = known.map((shot) => shot.position[axis] - Math.round((shot.true ?? shot.nominal)[axis]));
    return off.toSorted((a, b) => a - b)[off.length >> 1]!;
  }) as XY;
}

/** Where a capture of a known place shows the map. */
function truthRow(map: Raster, seen: Buffer, picture: Raster, shift: XY): Result['rows'][number] {
  let [covered, differ] = [0, 0];
  overlay(map, picture, shift, (at, isEqual) => {
    if (!(seen[at]! & KNOWN)) return;
    covered++;
    if (!isEqual) differ++;
  });
  return { name: 'truth', covered, differ, 'differ %': (100 * differ) / covered, shift: shift.join(', ') };
}
