/** Servers that are judged and measured: each in a process and a folder of its own, gone afterwards. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isInstalled, type Running, startServer } from './program.ts';

const KEY = { accessKeyId: 'conformance', secretAccessKey: 'test' };
/** `keyedUrl`: `http://KEY:SECRET@HOST:PORT`. */
export type KeyedServer = Running & { key: typeof KEY; keyedUrl: string };

async function inFolder(prefix: string, start: (folder: string) => Promise<Running>): Promise<KeyedServer> {
  const folder = await mkdtemp(join(tmpdir(), prefix));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const running = await start(folder);
    const keyedUrl = running.url.replace('//', `//${KEY.accessKeyId}:${KEY.secretAccessKey}@`);
    return { ...running, key: KEY, keyedUrl, stop: () => running.stop().finally(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** `npm run twin -- --bare` */
export const startTwin = (): Promise<KeyedServer> =>
  inFolder('tessera-judged-', (folder) =>
    startServer((port) => [
      process.execPath,
      'scripts/node24.mjs',
      'local/bare.ts',
      '--bare',
      '--port',
      `${port}`,
      '--data',
      folder,
    ]),
  );

/** Why versitygw cannot be started; undefined when it can. */
export const versitygwMissing = (): string | undefined =>
  isInstalled('versitygw', '--version')
    ? undefined
    : 'versitygw is not in PATH (`go install github.com/versity/versitygw/cmd/versitygw@latest`, then ~/go/bin)';

export const startVersitygw = (): Promise<KeyedServer> =>
  inFolder('tessera-versitygw-', async (folder) => {
    const buckets = join(folder, 'buckets');
    await mkdir(buckets);
    return startServer((port) => ['versitygw', '--port', `127.0.0.1:${port}`, '--iam-dir', folder, 'posix', buckets], {
      env: { ROOT_ACCESS_KEY: KEY.accessKeyId, ROOT_SECRET_KEY: KEY.secretAccessKey },
    });
  });
