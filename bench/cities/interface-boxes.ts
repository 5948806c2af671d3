/** What a game draws over its world in every shot: toolbar with a counter, translucent panel, minimap. */
import type { Box, XY } from '../../lambdas/map/placement.ts';
import { chanceAt } from './chance.ts';
import type { Extent, Land, Zone } from './land.ts';
import type { Colour, View } from './sprite.ts';

export type Interface = { boxes: Box[]; paintOver(view: View, count: number): void };

const ZONES: Record<Zone, Colour> = {
  water: [50, 110, 185],
  lawn: [80, 150, 90],
  field: [190, 160, 70],
  forest: [40, 110, 50],
  suburb: [170, 120, 100],
  city: [120, 120, 125],
  houses: [170, 120, 100],
};

/** Sizes follow the shot's: a bar of a twenty-fourth of its height, a panel of a sixth by a fifth, a map of a seventh. */
export function interfaceOf(land: Land, extent: Extent): Interface {
  const [width, height] = extent.shot;
  const side = Math.round(width / 7);
  const bar: Box = [0, 0, width, Math.round(height / 24)];
  const panel: Box = [0, height - Math.round(height / 5), Math.round(width / 6), Math.round(height / 5)];
  const map: Box = [width - side - 8, height - side - 8, side, side];
  const world: XY = [extent.columns * extent.step[0], extent.rows * extent.step[1]];
  const zones = Array.from({ length: side * side }, (_, at) =>
    land.zoneAt(((at % side) / side) * world[0], (Math.floor(at / side) / side) * world[1]),
  );
  return {
    boxes: [bar, panel, map],
    paintOver(view, count) {
      fill(view, bar, () => [60, 52, 46]);
      for (const [index, x] of [0.02, 0.25, 0.5, 0.75].entries()) {
        const digits = index === 0 ? String(count) : ['', 'tax', 'pop', 'year'][index]!;
        writeText(view, Math.round(x * width), bar[1] + (bar[3] >> 1) - 5, digits);
      }
      fill(view, panel, (under) => under.map((value, at) => 0.3 * value + 0.7 * [70, 60, 90][at]!) as Colour);
      fill(view, map, (_, x, y) => ZONES[zones[y * side + x]!]);
      const here = [(view.left / world[0]) * side, (view.top / world[1]) * side].map((at) =>
        Math.max(0, Math.min(side - 8, Math.round(at))),
      );
      fill(view, [map[0] + here[0]!, map[1] + here[1]!, 8, 6], () => [255, 255, 255]);
    },
  };
}

/** What lies under a box tells nothing any more. */
export function fill(view: View, box: Box, colourOf: (under: Colour, x: number, y: number) => Colour): void {
  const [left, top, width, height] = box;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (top + y) * view.width + left + x;
      const under = view.data.subarray(at * 3, at * 3 + 3);
      view.data.set(colourOf([under[0]!, under[1]!, under[2]!], x, y).map(Math.round), at * 3);
      view.telling[at] = 0;
    }
  }
}

/** Glyphs of 5 x 7 dots, made up for each letter: nobody has to read them. */
export function writeText(view: View, left: number, top: number, text: string, colour: Colour = [230, 230, 220]): void {
  for (const [index, letter] of [...text].entries()) {
    for (let dot = 0; dot < 35; dot++) {
      const [x, y] = [left + index * 7 + (dot % 5), top + Math.floor(dot / 5)];
      const isInside = x >= 0 && x < view.width && y >= 0 && y < view.height;
      if (isInside && chanceAt(letter.charCodeAt(0), dot, 0) < 0.5) view.data.set(colour, (y * view.width + x) * 3);
    }
  }
}
