/** A photo that nobody sent before: a JPEG with a comment of its own, so that its bytes, and their sum, are like no other's. */
import { createHash } from 'node:crypto';
import type { Announced } from './doors.ts';

/** After the first marker (SOI); a comment (COM) may stand anywhere among the segments (ITU T.81, B.2.4.5). */
export function newPhoto(jpeg: Buffer, name: string): { announced: Announced; bytes: Buffer } {
  const text = Buffer.from(name);
  const comment = Buffer.from([0xff, 0xfe, 0, 0]);
  comment.writeUInt16BE(2 + text.length, 2);
  const bytes = Buffer.concat([jpeg.subarray(0, 2), comment, text, jpeg.subarray(2)]);
  return {
    bytes,
    announced: {
      ...{ filename: name, content_type: 'image/jpeg', file_size: bytes.length },
      sha256: createHash('sha256').update(bytes).digest('hex'),
    },
  };
}
