/** The twin's part of Custom::CDKBucketDeployment: what CDK's Python function does in the account. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeleteObjectsCommand, PutObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { contentType } from './content-type.ts';
import { type BucketDeployment, isDeployed, siteFiles } from './site-files.ts';

/**
 * Puts the files of a deployment into its bucket, and removes what is not among them where it says Prune. Nothing happens when
 * the same deployment was made before.
 * @param options.directories of the sources, already unpacked
 * @param options.record folder where the twin remembers what was deployed
 * @returns how many files were written; 0 when nothing changed
 */
export async function deployToBucket(
  name: string,
  deployment: BucketDeployment,
  options: { directories: string[]; client: S3Client; record: string },
): Promise<number> {
  const { client, record } = options;
  const file = join(record, `${name}.sha256`);
  // The keys of the sources are hashes of their contents.
  const hash = createHash('sha256').update(JSON.stringify(deployment)).digest('hex');
  if ((await readFile(file, 'utf8').catch(() => '')) === hash) return 0;

  const prefix = deployment.DestinationBucketKeyPrefix?.replace(/\/?$/, '/') ?? '';
  const Bucket = deployment.DestinationBucketName;
  const files = await siteFiles(deployment, options.directories);
  for (const [path, Body] of files) {
    await client.send(new PutObjectCommand({ Bucket, Key: prefix + path, Body, ...headers(path, deployment) }));
  }
  if (String(deployment.Prune ?? true) === 'true') {
    const others = (key: string) => {
      const path = key.slice(prefix.length);
      return !files.has(path) && isDeployed(path, deployment);
    };
    await removeObjects(client, Bucket, prefix, others);
  }
  await mkdir(record, { recursive: true });
  await writeFile(file, hash);
  return files.size;
}

function headers(path: string, { SystemMetadata = {} }: BucketDeployment) {
  return {
    ContentType: SystemMetadata['content-type'] ?? contentType(path),
    ...(SystemMetadata['cache-control'] ? { CacheControl: SystemMetadata['cache-control'] } : {}),
  };
}

async function removeObjects(client: S3Client, Bucket: string, Prefix: string, goes: (key: string) => boolean) {
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix })) {
    const Objects = Contents.map(({ Key = '' }) => ({ Key })).filter(({ Key }) => goes(Key));
    if (Objects.length > 0) await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
  }
}
