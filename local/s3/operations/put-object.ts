import { type ReceivedBody, receive } from '../body/receive.ts';
import { answer, type Call } from '../call.ts';
import type { Algorithm } from '../checksums/algorithms.ts';
import { writeCondition } from '../conditions.ts';
import { checksumHeaders, quoted, readDescription } from '../description.ts';
import { eventOf } from '../notifications/event.ts';
import { wholeSeconds } from '../store/objects.ts';

/** Receives the body into a file of its own and hands it to `keep`; nothing stays when either fails. */
export async function receiveFile<T>(
  call: Call,
  algorithm: Algorithm | undefined,
  keep: (received: ReceivedBody & { file: string }) => T,
): Promise<T> {
  const writer = call.store.files.create();
  try {
    const received = await receive(call.body, writer.write, algorithm);
    return keep({ ...received, file: await writer.finish() });
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

export async function putObject(call: Call) {
  const { bucket, key, headers, store } = call;
  const check = writeCondition(headers, key);
  const description = readDescription(headers);
  const { md5, checksum } = await receiveFile(call, undefined, (received) => {
    const { size, md5: etag, file } = received;
    const object = { ...description, bucket, key, size, etag, checksum: received.checksum, pieces: [{ file, size }] };
    store.objects.put({ ...object, modified: wholeSeconds(call.now) }, check, eventOf(call, 'ObjectCreated:Put'));
    return received;
  });
  answer(call, 200, { etag: quoted(md5), 'x-amz-server-side-encryption': 'AES256', ...checksumHeaders(checksum) });
}
