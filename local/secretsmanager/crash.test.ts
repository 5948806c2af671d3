import { expect, test } from 'vitest';
import { liveUntilKilled } from '../killed-life.fixture.ts';
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

test('kill -9 in the middle of writes, again and again: every value that was answered is there', {
  timeout: 60_000,
}, async () => {
  const directory = await temporaryDirectory();
  for (let life = 1; life <= 4; life++) {
    const said = await liveUntilKilled(LIFE, directory, { life, lines: 20 + 7 * life });
    // The last value of each secret that it was told of.
    const told = Object.fromEntries(said.map((line) => line.split(' ').slice(1)));
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
