import { expect, test } from 'vitest';
import type { S3Room } from '../s3/server.ts';
import type { CorsRule } from '../s3/store/buckets.ts';
import type { Deployment } from './deployed.ts';
import { ensureStorage } from './storage.ts';

const rule = (...AllowedOrigins: string[]): CorsRule => ({ AllowedOrigins, AllowedMethods: ['PUT'] });

/** The origins that a bucket lets in whose template names one. */
async function letIn(named: CorsRule, pages: string[]): Promise<string[]> {
  const made: CorsRule[] = [];
  const bucket = {
    resource: { properties: { BucketName: 'work' } },
    properties: { CorsConfiguration: { CorsRules: [named] } },
  };
  const deployment = { ofType: (type: string) => (type === 'AWS::S3::Bucket' ? [bucket] : []) };
  const s3 = { ensureBucket: async (_name: string, { cors }: { cors: CorsRule[] }) => void made.push(...cors) };
  const rooms = { s3: s3 as unknown as S3Room } as Parameters<typeof ensureStorage>[1];
  await ensureStorage(deployment as unknown as Deployment, rooms, pages);
  return made[0]!.AllowedOrigins;
}

test('who may upload from the address of the pages may do so from what else leads to them', async () => {
  const pages = ['http://192.168.1.7:4700', 'http://127.0.0.1:4700'];
  expect(await letIn(rule(pages[0]!), pages)).toEqual(pages);
  expect(await letIn(rule('https://else.example'), pages)).toEqual(['https://else.example']);
  expect(await letIn(rule(pages[0]!), pages.slice(0, 1))).toEqual([pages[0]]);
});
