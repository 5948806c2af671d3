import type { Readable } from 'node:stream';

/** The whole body; undefined when it is longer than `most` bytes (it is read to its end all the same, so that the answer arrives). */
export const readBody = async (body: Readable, most: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= most) chunks.push(chunk);
  }
  return bytes > most ? undefined : Buffer.concat(chunks);
};
