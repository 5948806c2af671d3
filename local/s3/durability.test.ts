import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BUCKET, IS_OURS, startS3 } from './fixture.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tessera-s3-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const files = async () =>
  (await readdir(join(directory, 'data'), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());

it.runIf(IS_OURS)('keeps objects over a restart and removes what no row names', async () => {
  const first = await startS3({ directory });
  await first.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'kept', Body: 'kept', Metadata: { a: '1' } }));
  await first.stop({ keep: true });
  await writeFile(join(directory, 'data', '00', '00-left-by-a-killed-process'), 'half');
  const second = await startS3({ directory });
  const got = await second.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'kept' }));
  expect([await got.Body!.transformToString(), got.Metadata]).toEqual(['kept', { a: '1' }]);
  await second.stop({ keep: true });
  expect(await files()).toHaveLength(1);
});

it.runIf(IS_OURS)('lets a reader finish when its object is replaced meanwhile', async () => {
  const { s3, stop } = await startS3({ directory });
  const put = (byte: string) =>
    s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'read', Body: byte.repeat(20_000_000) }));
  await put('a');
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'read' }));
  await put('b');
  expect(await Body!.transformToString()).toBe('a'.repeat(20_000_000));
  await expect.poll(files).toHaveLength(1);
  await stop({ keep: true });
});

it.runIf(IS_OURS).each([1000, 3_000_000])(
  'breaks off at once where a file of %i bytes has lost its end',
  async (size) => {
    const { s3, stop } = await startS3({ directory });
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'short', Body: 'a'.repeat(size) }));
    const [file] = await files();
    await truncate(join(file!.parentPath, file!.name), size / 2);
    const read = async () =>
      (await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'short' }))).Body!.transformToByteArray();
    await expect(read()).rejects.toMatchObject({ code: 'ECONNRESET' });
    await stop({ keep: true });
  },
);

const WRITER = `
  import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
  import { startS3 } from ${JSON.stringify(join(import.meta.dirname, 'fixture.ts'))};
  const [, directory, Bucket] = process.argv;
  const { s3 } = await startS3({ directory });
  await s3.send(new CreateBucketCommand({ Bucket }));
  const put = async (writer) => {
    for (let i = 0; ; i++) {
      const Body = Buffer.alloc(i % 2 ? 600_000 : 1000, 'x');
      await s3.send(new PutObjectCommand({ Bucket, Key: writer + '/' + i, Body }));
      process.stdout.write(writer + '/' + i + '\\n');
    }
  };
  await Promise.all(['a', 'b', 'c'].map(put));
`;

it.runIf(IS_OURS)('loses nothing that was answered, and shows nothing half, after kill -9', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', WRITER, directory, BUCKET], {
    cwd: join(import.meta.dirname, '..', '..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let answered = '';
  for await (const text of child.stdout.setEncoding('utf8')) {
    answered += text;
    if (answered.split('\n').length > 40) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  const keys = answered.split('\n').slice(0, -1);
  expect(keys.length).toBeGreaterThanOrEqual(40);

  const { s3, stop } = await startS3({ directory });
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET }));
  expect(Contents.map(({ Key }) => Key)).toEqual(expect.arrayContaining(keys));
  expect(await files()).toHaveLength(Contents.length);
  for (const { Key, Size } of Contents) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
    expect(await Body!.transformToString()).toBe('x'.repeat(Size!));
  }
  await stop({ keep: true });
});
