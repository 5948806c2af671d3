import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SHOT_BYTES } from '../../lib/limits.ts';
import { s3UploadUrls } from './adapters/s3-upload-urls.ts';
import type { Media } from './ports.ts';
import { createTickets } from './tickets.ts';

const file = { name: 'a.png', bytes: 12, type: 'image/png', sha256: 'ab'.repeat(32) };
const put: Media[] = [];
const tools = () => {
  let made = 0;
  return {
    media: {
      put: async (media: Media[]) => void put.push(...media),
      find: vi.fn(),
      keep: vi.fn(),
      ofCollection: vi.fn(),
      expired: vi.fn(),
      pending: vi.fn(),
      remove: vi.fn(),
    },
    urls: { sign: vi.fn(async ({ key }: { key: string }) => ({ url: `https://b/${key}`, headers: {} })) },
    clock: () => new Date('2026-01-01T00:00:00Z'),
    newId: () => `id${++made}`,
    keyOf: (id: string) => `files/${id}`,
  };
};
const announce = (files: (typeof file)[], using = tools()) =>
  createTickets({ owner: 'ada', collection: 'm', files, maxBytes: SHOT_BYTES, remedy: 'Save it smaller.' }, using);

beforeEach(() => {
  put.length = 0;
});

describe('createTickets', () => {
  it('signs each file in its order and remembers it for a day', async () => {
    const tickets = await announce([file, { ...file, name: 'b.png' }]);
    expect(tickets.map(({ media, url }) => [media.name, url])).toEqual([
      ['a.png', 'https://b/files/id1'],
      ['b.png', 'https://b/files/id2'],
    ]);
    const tomorrow = Date.UTC(2026, 0, 2) / 1000;
    expect(put[0]).toMatchObject({ ...file, owner: 'ada', collection: 'm', key: 'files/id1', expires_at: tomorrow });
  });

  it('takes the largest file, and refuses all when one is larger, naming it', async () => {
    await announce([{ ...file, bytes: SHOT_BYTES }]);
    put.length = 0;
    const large = { ...file, name: 'large.png', bytes: SHOT_BYTES + 1 };
    await expect(announce([file, large])).rejects.toMatchObject({
      status: 413,
      details: [{ field: 'files[1].bytes', message: expect.stringContaining('large.png') }],
    });
    expect(put).toEqual([]);
  });
});

describe('s3UploadUrls', () => {
  it('binds length, type, checksum and that nothing is replaced', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'id').stubEnv('AWS_SECRET_ACCESS_KEY', 'secret').stubEnv('AWS_REGION', 'us-east-1');
    const { url, headers } = await s3UploadUrls('bucket').sign({ ...file, key: 'screenshots/m/s' });
    vi.unstubAllEnvs();
    const query = new URL(url).searchParams;
    const signed = 'content-length;content-type;host;if-none-match;x-amz-checksum-sha256';
    expect(query.get('X-Amz-SignedHeaders')).toBe(signed);
    expect([...query.keys()].filter((name) => /checksum/i.test(name))).toEqual([]);
    expect(headers).toEqual({
      'content-length': '12',
      'content-type': 'image/png',
      'if-none-match': '*',
      'x-amz-checksum-sha256': Buffer.from(file.sha256, 'hex').toString('base64'),
    });
  });

  it('binds the rest where no checksum is known, for as long as it is told, and names none of an empty body', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'id').stubEnv('AWS_SECRET_ACCESS_KEY', 'secret').stubEnv('AWS_REGION', 'us-east-1');
    const { sha256: _, ...unknown } = file;
    const { url, headers } = await s3UploadUrls('bucket', 900).sign({ ...unknown, key: 'originals/o/p' });
    vi.unstubAllEnvs();
    const query = new URL(url).searchParams;
    expect(query.get('X-Amz-SignedHeaders')).toBe('content-length;content-type;host;if-none-match');
    expect(query.get('X-Amz-Expires')).toBe('900');
    expect([...query.keys()].filter((name) => /checksum/i.test(name))).toEqual([]);
    expect(headers).toEqual({ 'content-length': '12', 'content-type': 'image/png', 'if-none-match': '*' });
  });
});
