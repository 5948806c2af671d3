import sharp from 'sharp';

/** RGBA, row by row. */
export type Raster = { data: Buffer; width: number; height: number };

export async function decode(bytes: Buffer): Promise<Raster> {
  const { data, info } = await sharp(bytes, { limitInputPixels: false })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

export function oneColour(colour: string, side: number): Raster {
  const pixel = Buffer.from(colour.slice(1), 'hex');
  return { data: Buffer.alloc(side * side * 4, pixel), width: side, height: side };
}

export function paste(into: Raster, from: Raster, left: number, top: number): void {
  const columns = Math.min(from.width, into.width - left);
  for (let y = 0; y < Math.min(from.height, into.height - top); y++) {
    from.data.copy(into.data, ((top + y) * into.width + left) * 4, y * from.width * 4, (y * from.width + columns) * 4);
  }
}

/** Calls for every pixel of a picture at a place of the map that lies within the map. */
export function overlay(
  map: Raster,
  picture: Raster,
  [left, top]: [number, number],
  each: (at: number, isEqual: boolean, x: number, y: number) => void,
): void {
  const of = ({ data, width, height }: Raster) => new Uint32Array(data.buffer, data.byteOffset, width * height);
  const [mapPixels, pixels] = [of(map), of(picture)];
  for (let y = Math.max(0, -top); y < Math.min(picture.height, map.height - top); y++) {
    for (let x = Math.max(0, -left); x < Math.min(picture.width, map.width - left); x++) {
      const at = (top + y) * map.width + left + x;
      each(at, mapPixels[at] === pixels[y * picture.width + x], x, y);
    }
  }
}
