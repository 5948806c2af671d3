import type { Readable } from 'node:stream';

/** The whole body as text; undefined when it is longer than `most` bytes (it is read to its end all the same). */
export const readText = async (body: Readable, most: number): Promise<string | undefined> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= most) chunks.push(chunk);
  }
  return bytes > most ? undefined : Buffer.concat(chunks).toString('utf8');
};
