import { expect, onTestFinished, test } from 'vitest';
import { listen } from './listen.ts';
import { UsageError } from './options.ts';

const host = '127.0.0.1';
const open = async (options: { port?: number; firstPort: number }) => {
  const listening = await listen({ host, ...options });
  onTestFinished(() => listening.close());
  return listening;
};

test('answers 503 until somebody serves', async () => {
  const { edgePort, servicesPort, serve } = await open({ port: 0, firstPort: 0 });
  expect((await fetch(`http://${host}:${edgePort}`)).status).toBe(503);
  serve({
    edge: (_, response) => response.end('edge'),
    services: (_, response) => response.end('services'),
  });
  expect(await (await fetch(`http://${host}:${edgePort}`)).text()).toBe('edge');
  expect(await (await fetch(`http://${host}:${servicesPort}`)).text()).toBe('services');
});

test('a port that was asked for and is taken is an error, one that was not is passed over', async () => {
  const taken = await open({ firstPort: 14_700 });
  await expect(listen({ host, port: taken.edgePort, firstPort: 0 })).rejects.toThrow(`Port ${taken.edgePort}`);
  await expect(listen({ host, port: taken.edgePort - 1, firstPort: 0 })).rejects.toThrow('is taken');
  const next = await open({ firstPort: taken.edgePort });
  expect(next.edgePort).toBeGreaterThan(taken.edgePort);
  expect(next.servicesPort).toBe(next.edgePort + 1);
});

// 192.0.2.0/24 is for documentation (RFC 5737), `.invalid` never resolves (RFC 2606).
test.each(['192.0.2.1', 'nobody.invalid'])('%s is no address of this machine: wrong usage', async (host) => {
  const listening = listen({ host, port: 0, firstPort: 0 });
  await expect(listening).rejects.toThrow(UsageError);
  await expect(listening).rejects.toThrow(`--host ${host} is no address of this machine`);
});
