/** Albums of people who call the API, with photos in them, for tests that look at them. */
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { allPages } from '../../client/all-pages.ts';
import type { Client } from '../../client/client.ts';

/** A JPEG as a phone takes it, no two alike: landscape and portrait in turn. */
async function photoFile(index: number): Promise<Buffer> {
  const [width, height] = index % 3 === 0 ? [450, 600] : [600, 450];
  const hue = (index * 47) % 360;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="hsl(${hue} 50% 45%)"/>
    <circle cx="70%" cy="30%" r="80" fill="hsl(${(hue + 150) % 360} 70% 70%)"/>
    <path d="M0 ${height} L${width / 3} ${height / 2} L${width} ${height} Z" fill="hsl(${hue} 40% 20%)"/></svg>`;
  return sharp(Buffer.from(svg)).jpeg().toBuffer();
}

export const photoFiles = (count: number): Promise<{ name: string; mimeType: string; buffer: Buffer }[]> =>
  Promise.all(
    Array.from({ length: count }, async (_, index) => ({
      ...{ name: `IMG_${1000 + index}.jpg`, mimeType: 'image/jpeg', buffer: await photoFile(index) },
    })),
  );

/** Makes an album and puts photos into it; comes back when all of them can be seen. @returns its id, and theirs */
export async function albumWith(api: Client, name: string, count: number): Promise<{ id: string; photos: string[] }> {
  const { id } = await api.createAlbum({ name });
  const photos: string[] = [];
  for (const { name: filename, buffer } of await photoFiles(count)) {
    const ticket = await api.createPhotoTicket({
      ...{ album_id: id, filename, content_type: 'image/jpeg', file_size: buffer.length },
      sha256: createHash('sha256').update(buffer).digest('hex'),
    });
    await api.uploadShot(ticket, new Uint8Array(buffer));
    await api.confirmPhoto(ticket.photo_id);
    photos.push(ticket.photo_id);
  }
  await untilPrepared(api, id, count);
  return { id, photos };
}

/** Waits until so many photos of an album can be seen. */
export async function untilPrepared(api: Client, album: string, count: number, seconds = 120): Promise<void> {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    let ready = 0;
    for await (const { items } of allPages((at) => api.listPhotos(album, { ...at, limit: 100 })))
      ready += items.filter(({ variants }) => variants === 'ready').length;
    if (ready >= count) return;
    if (Date.now() > until) throw new Error(`Not all of ${count} photos of ${album} were prepared in ${seconds} s.`);
    await new Promise((done) => setTimeout(done, 300));
  }
}
