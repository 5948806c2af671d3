/**
 * The twin's S3 beside versitygw: presigned PUTs as a client with upload tickets sends them, and one large object by multipart
 * with the memory that the server takes for it. Both servers run in a process of their own, interleaved.
 */
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { type KeyedServer, startTwin, startVersitygw, versitygwMissing } from '../../scripts/conformance/servers.ts';
import type { Benchmark } from '../bench.ts';
import { median } from '../process.ts';
import { BUCKET, putLarge } from './large-object.ts';
import { PUT_BYTES, presignedPuts } from './presigned-puts.ts';

type Contender = {
  name: string;
  start(): Promise<KeyedServer>;
  rates: number[];
  rows: Awaited<ReturnType<typeof putLarge>>[];
};

export const benchS3: Benchmark = async ({ runs, progress }) => {
  const missing = versitygwMissing();
  const contender = (name: string, start: Contender['start']): Contender => ({ name, start, rates: [], rows: [] });
  const contenders = [contender('twin', startTwin), ...(missing ? [] : [contender('versitygw', startVersitygw)])];
  const skipped = missing ? [missing] : [];
  const run = async ({ name, start }: Contender, work: (server: KeyedServer) => Promise<string>) => {
    const server = await start();
    try {
      await createBucket(server);
      progress(`${name}: ${await work(server)}`);
    } finally {
      await server.stop();
    }
  };
  for (let i = 0; i < runs; i++)
    for (const each of contenders)
      await run(each, async (server) => {
        each.rates.push(await presignedPuts(server));
        return `${each.rates.at(-1)!.toFixed(0)} presigned PUTs/s`;
      });
  for (const each of contenders)
    await run(each, async (server) => {
      const large = await putLarge(server);
      each.rows.push(large);
      return `${large.megabytes} MB in ${large.seconds.toFixed(0)} s, ${large.peakMb.toFixed(0)} MB of memory at most`;
    });
  const rows = contenders.map(({ name, rates, rows: [large] }) => ({
    name,
    [`presigned PUTs of ${PUT_BYTES / 1000} kB, /s`]: median(rates),
    'slowest run, /s': Math.min(...rates),
    'large object, MB': large!.megabytes,
    'MB/s': large!.megabytes / large!.seconds,
    'memory before, MB': large!.beforeMb,
    'after the first GB': large!.firstMb,
    'at most': large!.peakMb,
  }));
  const ratios = [{ name: 'twin: peak memory / memory after the first GB', value: ratio(contenders[0]!) }];
  if (contenders[1])
    ratios.push({
      name: 'presigned PUTs, twin : versitygw',
      value: median(contenders[0]!.rates) / median(contenders[1].rates),
    });
  return { rows, ratios, skipped };
};

const ratio = ({ rows: [large] }: Contender) => large!.peakMb / large!.firstMb;

async function createBucket({ url, key }: KeyedServer): Promise<void> {
  const client = new S3Client({ endpoint: url, region: 'us-east-1', credentials: key });
  await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
  client.destroy();
}
