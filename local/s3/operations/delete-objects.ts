import { S3_ACTIONS } from '../../iam/api-calls.ts';
import { receiveText } from '../body/receive.ts';
import { answer, answerXml, type Call } from '../call.ts';
import { writeCondition } from '../conditions.ts';
import { invalidRequest, malformedXml, notImplemented } from '../errors.ts';
import { eventOf } from '../notifications/event.ts';
import { itemsOf, readDocument } from '../xml.ts';

/** Most keys of one call (service limit). */
const MOST_KEYS = 1000;

export function deleteObject(call: Call) {
  const { bucket, key, store, headers } = call;
  store.objects.delete(bucket, key, writeCondition(headers, key), eventOf(call, 'ObjectRemoved:Delete'));
  answer(call, 204);
}

/** Every key has its own answer: one that may not go does not keep the others. */
export async function deleteObjects(call: Call) {
  const { headers, store, bucket } = call;
  if (
    headers['content-md5'] === undefined &&
    !Object.keys(headers).some((name) => /^x-amz-(checksum-|trailer)/.test(name))
  )
    throw invalidRequest('Missing required header for this request: Content-MD5 or x-amz-checksum-…');
  const document = readDocument(await receiveText(call.body), 'Delete');
  const items = itemsOf(document, 'Object');
  if (items.length === 0 || items.length > MOST_KEYS || items.some((item) => !item.Key)) throw malformedXml();
  const deleted: { Key: string }[] = [];
  const errors: { Key: string; Code: string; Message: string }[] = [];
  for (const item of items) {
    const key = item.Key!;
    try {
      if (item.VersionId !== undefined) throw notImplemented('VersionId');
      call.allow(S3_ACTIONS.DeleteEach, bucket, key);
      const check = writeCondition(item.ETag ? { 'if-match': item.ETag } : {}, key);
      store.objects.delete(bucket, key, check, eventOf(call, 'ObjectRemoved:Delete'));
      deleted.push({ Key: key });
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      if (code === undefined) throw error;
      errors.push({ Key: key, Code: code, Message: message });
    }
  }
  answerXml(call, 'DeleteResult', { Deleted: String(document.Quiet).trim() === 'true' ? [] : deleted, Error: errors });
}
