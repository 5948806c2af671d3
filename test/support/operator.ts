/** Whoever runs the platform and may look into it, as with the AWS command line. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from '../../client/client.ts';

/** Settings of AWS clients. @param directory the platform's data folder, which holds the operator's key */
export async function operator(url: string, directory: string) {
  const { issuer } = await createClient({ baseUrl: url }).config();
  const keys: Record<string, { id: string; secret: string }> = JSON.parse(
    await readFile(join(directory, 'access-keys.json'), 'utf8'),
  );
  const [, key] = Object.entries(keys).find(([arn]) => arn.endsWith(':user/operator'))!;
  return {
    endpoint: new URL(issuer).origin,
    region: 'us-east-1',
    credentials: { accessKeyId: key.id, secretAccessKey: key.secret },
  };
}
