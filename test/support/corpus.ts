/** Files that people send as photos: good ones of every kind, others that only say so, and good ones with bytes changed. */
import sharp, { type Sharp } from 'sharp';
import { choosing } from '../../local/seeded.ts';
import { drawn, heic, hugePng, jpegWithPlace, svg } from './pictures.ts';

/** `type`: what is said of it. */
export type CorpusFile = { name: string; type: string; bytes: Buffer };
/** `says`: what the refusal must name. */
export type NoPhoto = CorpusFile & { says: RegExp };

/** Levels of 0 to 255, on average over a picture: WebP changes a good one of these by up to 3.6; another picture differs by tens. */
export const SAME = 4;

const JPEG = 'image/jpeg';
const PNG = 'image/png';
const WEBP = 'image/webp';

/** Refused when they are confirmed. */
export async function noPhotos(): Promise<NoPhoto[]> {
  const jpeg = await jpegWithPlace();
  const tiny = drawn(9, 9);
  return [
    { name: 'TIFF named .jpg', type: JPEG, bytes: await tiny.clone().tiff().toBuffer(), says: /it is image\/tiff/ },
    { name: 'SVG named .jpg', type: JPEG, bytes: svg, says: /it is image\/svg/ },
    { name: 'HEIC named .jpg', type: JPEG, bytes: heic, says: /it is image\/heic/ },
    { name: 'GIF named .png', type: PNG, bytes: await tiny.clone().gif().toBuffer(), says: /it is image\/gif/ },
    { name: 'PNG said to be WebP', type: WEBP, bytes: await tiny.clone().png().toBuffer(), says: /it is image\/png/ },
    { name: 'text', type: PNG, bytes: Buffer.from('not a picture'), says: /no picture/ },
    { name: '30,000 x 30,000 px', type: PNG, bytes: hugePng(30_000, 30_000), says: /more than 100 million px/ },
    { name: 'the first bytes of a JPEG', type: JPEG, bytes: jpeg.subarray(0, 40), says: /damaged or cut off/ },
  ];
}

/** Taken when they are confirmed, for their beginning is good; refused by who decodes them. */
export async function cutOff(): Promise<CorpusFile[]> {
  const files = await goodPhotos();
  return files.flatMap(({ name, type, bytes }) =>
    [0.5, 0.9].map((part) => ({
      ...{ name: `${part * 100} % of ${name}`, type },
      bytes: bytes.subarray(0, Math.floor(part * bytes.length)),
    })),
  );
}

/** Of every kind that cameras and programs write. */
export async function goodPhotos(width = 400, height = 300): Promise<CorpusFile[]> {
  const picture = soft(width, height);
  const seeThrough = picture.clone().ensureAlpha(0.5);
  const made: [string, string, Promise<Buffer>][] = [
    ['JPEG held upright', JPEG, heldUpright(picture.clone())],
    ['progressive JPEG', JPEG, picture.clone().jpeg({ progressive: true }).toBuffer()],
    ['grey JPEG', JPEG, picture.clone().greyscale().jpeg().toBuffer()],
    ['PNG', PNG, picture.clone().png().toBuffer()],
    ['PNG with a palette', PNG, picture.clone().png({ palette: true, colours: 64 }).toBuffer()],
    ['interlaced PNG', PNG, picture.clone().png({ progressive: true }).toBuffer()],
    ['PNG of 16 bits', PNG, sixteenBits(width, height)],
    ['PNG to see through', PNG, seeThrough.clone().png().toBuffer()],
    ['WebP', WEBP, picture.clone().webp().toBuffer()],
    ['lossless WebP', WEBP, picture.clone().webp({ lossless: true }).toBuffer()],
    ['WebP to see through', WEBP, seeThrough.clone().webp().toBuffer()],
  ];
  return Promise.all(made.map(async ([name, type, bytes]) => ({ name, type, bytes: await bytes })));
}

/** Colours that go over into each other, and one edge: WebP changes its samples by 1 or 2, so that what differs more is another picture. */
function soft(width: number, height: number) {
  const data = Buffer.alloc(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    data.set([(255 * x) / width, (255 * y) / height, x > y ? 180 : 60], 3 * i);
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** Orientation 6, and no profile of colours: one that is damaged shows others, to who heeds profiles. */
async function heldUpright(picture: Sharp): Promise<Buffer> {
  const jpeg = await picture
    .jpeg()
    .withExif({ IFD0: { Make: 'A phone' } })
    .toBuffer();
  // The entry of the tag (0x0112, one SHORT), in the order of bytes that libvips writes.
  jpeg[jpeg.indexOf(Buffer.from([0x12, 1, 3, 0, 1, 0, 0, 0])) + 8] = 6;
  return jpeg;
}

const sixteenBits = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#336699' } })
    .toColourspace('rgb16')
    .png()
    .toBuffer();

/** Good ones of 64 x 48 px in turn, each with one to eight bytes changed somewhere: the same for a seed. */
export async function mutated(seed: number, count: number): Promise<CorpusFile[]> {
  const good = await goodPhotos(64, 48);
  const { below } = choosing(seed);
  return Array.from({ length: count }, (_, index) => {
    const { name, type, bytes } = good[index % good.length]!;
    const changed = Buffer.from(bytes);
    const changes = 1 + below(8);
    for (let i = 0; i < changes; i++) changed[below(changed.length)] = below(256);
    return { name: `${name}, mutation ${index}`, type, bytes: changed };
  });
}
