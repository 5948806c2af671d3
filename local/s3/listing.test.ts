import { ListObjectsCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUCKET, type RunningS3, refusal, startS3 } from './fixture.ts';

// In the order of their bytes: the last two would change places in the order of UTF-16.
const KEYS = ['a/1', 'a/2', 'a/b/3', 'a0', 'b/1', 'c d+é', 'd<&>', '\uffee', '\u{1f5fa}'];

let running: RunningS3;
beforeAll(async () => {
  running = await startS3();
  for (const Key of KEYS.toReversed())
    await running.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: 'body' }));
});
afterAll(() => running.stop());

const list = (more = {}) => running.s3.send(new ListObjectsV2Command({ Bucket: BUCKET, ...more }));
type Listed = { Contents?: { Key?: string }[]; CommonPrefixes?: { Prefix?: string }[] };
const names = ({ Contents = [], CommonPrefixes = [] }: Listed) => [
  ...CommonPrefixes.map(({ Prefix }) => Prefix),
  ...Contents.map(({ Key }) => Key),
];

describe('ListObjectsV2', () => {
  it('gives every object in the order of the keys’ bytes', async () => {
    const listed = await list();
    expect(names(listed)).toEqual(KEYS);
    expect(listed).toMatchObject({ KeyCount: KEYS.length, IsTruncated: false, MaxKeys: 1000 });
    expect(listed.Contents![0]).toMatchObject({
      Size: 4,
      ETag: '"841a2d689ad86bd1611447453c22c6fc"',
      StorageClass: 'STANDARD',
    });
  });

  it('folds common prefixes', async () => {
    expect(names(await list({ Delimiter: '/' }))).toEqual(['a/', 'b/', 'a0', ...KEYS.slice(5)]);
    expect(names(await list({ Delimiter: '/', Prefix: 'a/' }))).toEqual(['a/b/', 'a/1', 'a/2']);
    expect(names(await list({ Prefix: 'a/b' }))).toEqual(['a/b/3']);
    expect(names(await list({ Prefix: 'zzz' }))).toEqual([]);
  });

  it.each([
    [1, '/'],
    [2, '/'],
    [3, undefined],
    [KEYS.length, undefined],
  ])('in pages of %i with the delimiter %s says everything once', async (MaxKeys, Delimiter) => {
    const seen: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await list({ MaxKeys, Delimiter, ContinuationToken });
      expect(page.KeyCount).toBeLessThanOrEqual(MaxKeys);
      seen.push(...names(page));
      ContinuationToken = page.NextContinuationToken;
      expect(page.IsTruncated).toBe(ContinuationToken !== undefined);
    } while (ContinuationToken);
    expect(seen.toSorted()).toEqual(names(await list({ Delimiter })).toSorted());
  });

  it('starts behind a key', async () => {
    expect(names(await list({ StartAfter: 'a0' }))).toEqual(KEYS.slice(4));
    expect(names(await list({ StartAfter: 'a/1', Prefix: 'a/' }))).toEqual(['a/2', 'a/b/3']);
  });

  it('encodes names on request', async () => {
    const listed = await list({ EncodingType: 'url', Prefix: 'c d' });
    expect(listed).toMatchObject({ Prefix: 'c+d', Contents: [{ Key: 'c+d%2B%C3%A9' }], EncodingType: 'url' });
  });

  it('refuses what it cannot read', async () => {
    for (const wrong of [{ MaxKeys: -1 }, { ContinuationToken: 'no token' }, { EncodingType: 'xml' as 'url' }])
      expect(await refusal(list(wrong))).toEqual({ code: 'InvalidArgument', status: 400 });
    expect(await list({ MaxKeys: 0 })).toMatchObject({ KeyCount: 0, IsTruncated: false });
  });
});

it('ListObjects pages by marker', async () => {
  const page = (Marker?: string) =>
    running.s3.send(new ListObjectsCommand({ Bucket: BUCKET, Delimiter: '/', MaxKeys: 2, Marker }));
  const first = await page();
  expect([names(first), first.NextMarker]).toEqual([['a/', 'a0'], 'a0']);
  const second = await page('a/');
  expect([names(second), second.NextMarker]).toEqual([['b/', 'a0'], 'b/']);
});
