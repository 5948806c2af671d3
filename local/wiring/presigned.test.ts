/** A presigned URL is a call of its signer: the policies decide when it is used, not when it was signed. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { expect, onTestFinished, test } from 'vitest';
import { createAccount } from '../iam/account.ts';
import { assumedRole } from '../iam/principal.ts';
import { createS3 } from '../s3/server.ts';
import { openAccessKeys } from './access-keys.ts';

const ROLE = 'arn:aws:iam::000000000000:role/Tickets';
const account = (...Statement: object[]) =>
  createAccount({
    identities: [
      { arn: ROLE, path: 'Tickets', policies: [{ path: 'Tickets', document: { Version: '2012-10-17', Statement } }] },
    ],
    resources: [],
  });

test('the signer’s policies decide when the URL is used, also after a restart', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'presigned-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const before = await openAccessKeys(directory);
  const signer = assumedRole(ROLE, 'create-tickets');
  const { id, secret } = before.of(signer);
  await before.save();

  const keys = await openAccessKeys(directory);
  let current = account({ Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::work/screenshots/*' });
  const s3 = await createS3({
    directory: join(directory, 's3'),
    credentials: keys.credentials,
    region: 'us-east-1',
    authorize: (call) => current.authorize(call),
  });
  await s3.ensureBucket('work');
  const server = createServer((request, response) => void s3.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.close();
    await s3.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new S3Client({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: id, secretAccessKey: secret },
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  const sign = (Key: string) => getSignedUrl(client, new PutObjectCommand({ Bucket: 'work', Key }));
  const put = async (signed: string) => {
    const response = await fetch(signed, { method: 'PUT', body: 'x' });
    return { status: response.status, text: await response.text() };
  };
  const upload = await sign('screenshots/a');

  // Nobody has asked for the key since the restart: its caller is deployed no more.
  expect(await put(upload)).toMatchObject({ status: 403, text: expect.stringContaining('InvalidAccessKeyId') });
  keys.of(signer);
  expect(await put(upload)).toMatchObject({ status: 200 });
  const refused = (key: string) =>
    'User: arn:aws:sts::000000000000:assumed-role/Tickets/create-tickets is not authorized to perform: s3:PutObject on ' +
    `resource: &quot;arn:aws:s3:::work/${key}&quot; because no identity-based policy allows the s3:PutObject action`;
  expect(await put(await sign('builds/a'))).toMatchObject({
    status: 403,
    text: expect.stringMatching(new RegExp(`<Code>AccessDenied</Code><Message>${refused('builds/a')}</Message>`)),
  });
  current = account();
  expect(await put(upload)).toMatchObject({ status: 403, text: expect.stringContaining(refused('screenshots/a')) });
});
