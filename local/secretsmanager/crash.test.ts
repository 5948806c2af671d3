import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { clientOf, openRoom, secretOf, temporaryDirectory } from './secrets.fixture.ts';

/** Puts values into three secrets one after the other, and says which it was told are there: `put NAME VALUE`. */
const LIFE = `
import { createServer } from 'node:http';
import * as sm from '@aws-sdk/client-secrets-manager';
import { createSecrets } from ${JSON.stringify(new URL('server.ts', import.meta.url).href)};
const [directory, life] = process.argv.slice(1);
const room = createSecrets({ directory, credentials: () => ({ secret: 'test', principal: { arn: 'a' } }) });
for (const name of ['a', 'b', 'c']) room.ensureSecret({ name, arn: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:' + name + '-abc123' });
const server = createServer((request, response) => room.handle(request, response));
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const client = new sm.SecretsManagerClient({ endpoint: 'http://127.0.0.1:' + server.address().port, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
for (let i = 0; ; i++) for (const SecretId of ['a', 'b', 'c']) {
  const SecretString = life + '-' + String(i).padStart(6, '0');
  await client.send(new sm.PutSecretValueCommand({ SecretId, SecretString }));
  console.log('put ' + SecretId + ' ' + SecretString);
}`;

/** Kills the life, by -9, some time after so many answers. The last value of each secret that it was told of. */
async function liveUntilKilled(directory: string, life: number): Promise<Record<string, string>> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', LIFE, directory, String(life)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const last: Record<string, string> = {};
  let lines = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const [, name, value] = line.split(' ');
    last[name!] = value!;
    if (++lines === 20 + 7 * life) setTimeout(() => child.kill('SIGKILL'), life * 1.3);
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return last;
}

test('kill -9 in the middle of writes, again and again: every value that was answered is there', {
  timeout: 60_000,
}, async () => {
  const directory = await temporaryDirectory();
  for (let life = 1; life <= 4; life++) {
    const told = await liveUntilKilled(directory, life);
    const { endpoint, close } = await openRoom({ directory });
    const client = clientOf(endpoint);
    for (const name of ['a', 'b', 'c']) {
      const secret = secretOf(client, name);
      // What was answered is the current value, or the one before a value whose answer was not heard any more.
      expect([await secret.text(), await secret.text('AWSPREVIOUS')]).toContain(told[name]);
    }
    await close();
  }
});
