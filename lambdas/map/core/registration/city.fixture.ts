import { type CityWishes, makeCity } from '../../../../bench/cities/make-city.ts';
import { freshKernel } from '../../adapters/kernel/built-kernel.fixture.ts';
import { loadOpenCv } from '../../adapters/opencv/load-opencv.ts';
import type { XY } from '../../placement.ts';
import type { Pixels } from '../../ports/pictures.ts';
import { withNeighbours } from '../neighbours/neighbours.ts';
import type { CoordsTools } from './read-shot.ts';

/** A generated city as the stage coords gets it: its shots with their neighbours, their pixels, and where they really lie. */
export async function cityOf(wishes: CityWishes) {
  const { shots, boxes } = makeCity(wishes);
  const files = new Map<string, Pixels>(shots.map(({ name, pixels }) => [name, pixels]));
  const decoded: string[] = [];
  const name = (bytes: Uint8Array) => Buffer.from(bytes).toString();
  const objects = new Map<string, string>();
  const tools: CoordsTools = {
    kernel: await freshKernel(),
    openCv: loadOpenCv,
    work: {
      get: async (key) => (objects.has(key) || files.has(key) ? Buffer.from(objects.get(key) ?? key) : undefined),
    },
    pictures: {
      async decode(bytes) {
        decoded.push(name(bytes));
        const pixels = files.get(name(bytes))!;
        return { ...pixels, data: pixels.data.slice() };
      },
    },
  };
  const sized = shots.map(({ name: id, row, col, nominal, pixels: { width, height } }) => {
    return { id, key: id, name: id, row, col, nominal, width, height };
  });
  const places = new Map(shots.map((shot) => [shot.name, shot.true]));
  const truth = (a: string, b: string): XY => {
    const [from, to] = [places.get(a)!, places.get(b)!];
    return [to[0] - from[0], to[1] - from[1]];
  };
  return { items: withNeighbours(sized, { exact: false }), tools, boxes, files, objects, decoded, truth };
}
