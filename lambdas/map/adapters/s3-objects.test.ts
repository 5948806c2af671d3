import { NoSuchKey, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { isTransient } from '../../kernel/transient.ts';
import { findIntact } from '../core/files.ts';
import { s3Objects } from './s3-objects.ts';

/** S3 whose answers to GetObject break off so many times. */
function breaking(times: number, error: unknown = new Error('aborted')) {
  let calls = 0;
  const body = {
    transformToByteArray: async () => {
      if (calls <= times) throw error;
      return Buffer.from('{"sound": true}');
    },
  };
  const send = async () => {
    calls++;
    return { Body: body };
  };
  const store = s3Objects({ send } as unknown as S3Client, 'work');
  return { store, calls: () => calls };
}

it('asks again when an answer breaks off', async () => {
  const { store, calls } = breaking(2);
  expect(await findIntact(store, 'report.json')).toEqual({ sound: true });
  expect(calls()).toBe(3);
});

it('says of an object that never comes whole that it cannot be read: it may pass, and who can do without does', async () => {
  const { store, calls } = breaking(9, new Error('Checksum mismatch'));
  const error = await store.get('builds/B/report.json').catch((thrown) => thrown);
  expect(error).toMatchObject({
    code: 'unreadable_object',
    message: expect.stringMatching(/^builds\/B\/report.json .*mismatch/),
  });
  expect([isTransient(error), calls()]).toEqual([true, 3]);
  expect(await findIntact(store, 'builds/B/report.json')).toBeUndefined();
});

it('gives what was put there, and nothing else where its mark is known', async () => {
  const send = async () => ({ ETag: '"0af1"', Body: { transformToByteArray: async () => Buffer.from('abc') } });
  const store = s3Objects({ send } as unknown as S3Client, 'work');
  const found = await Promise.all([store.get('a', '0af1'), store.get('a', '0af2'), store.get('a')]);
  expect(found.map((bytes) => bytes && String(bytes))).toEqual(['abc', undefined, 'abc']);
});

it('knows what is not there, and passes on what S3 refuses', async () => {
  const failing = (error: Error) =>
    s3Objects({ send: async () => Promise.reject(error) } as unknown as S3Client, 'work');
  expect(await failing(new NoSuchKey({ message: 'gone', $metadata: {} })).get('a')).toBeUndefined();
  const slow = Object.assign(new Error('slow'), { name: 'SlowDown' });
  await expect(findIntact(failing(slow), 'a')).rejects.toBe(slow);
});

it('marks what it writes, lists and copies by its ETag, and tells a copy of something else', async () => {
  const answers: Record<string, object> = {
    PutObjectCommand: { ETag: '"0af1"' },
    CopyObjectCommand: { CopyObjectResult: { ETag: '"0af1"' } },
    ListObjectsV2Command: {
      Contents: [
        { Key: 'a', Size: 3, ETag: '"0af1"' },
        { Key: 'b', Size: 4 },
      ],
    },
  };
  const client = Object.assign(Object.create(S3Client.prototype), {
    send: async (command: object) => answers[command.constructor.name],
  });
  const store = s3Objects(client, 'tiles');
  expect(await store.put('a', 'abc', { contentType: 'image/png' })).toBe('0af1');
  const listed: object[] = [];
  for await (const each of store.list('')) listed.push(each);
  expect(listed).toEqual([
    { key: 'a', bytes: 3, mark: '0af1' },
    { key: 'b', bytes: 4 },
  ]);
  expect(await Promise.all([store.copy('a', 'c', '0af1'), store.copy('a', 'c', '0af2'), store.copy('a', 'c')])).toEqual(
    [...[true, false, true]],
  );
});

it('tells a source whose bytes cannot be had from one that is not there, and from an S3 that has too much to do', async () => {
  const copy = (name: string) => {
    const error = new S3ServiceException({ name, $fault: 'server', message: `it is ${name}`, $metadata: {} });
    const send = async () => Promise.reject(error);
    return s3Objects({ send } as unknown as S3Client, 'tiles').copy('tiles/a/1.webp', 'tiles/b/1.webp');
  };
  expect(await copy('NoSuchKey')).toBe(false);
  await expect(copy('InternalError')).rejects.toMatchObject({
    code: 'unreadable_object',
    message: expect.stringMatching(/^tiles\/a\/1.webp .*it is InternalError/),
  });
  await expect(copy('SlowDown')).rejects.toMatchObject({ name: 'SlowDown' });
});
