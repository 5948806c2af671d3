import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listen } from './listen.ts';
import { startTwin } from './twin.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'twin-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test('a start that fails leaves neither its lock nor its ports behind', async () => {
  const free = await listen({ host: '127.0.0.1', firstPort: 25_700 });
  await free.close();
  const unknown = {
    artifacts: { Map: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Map.json' } } },
  };
  await writeFile(join(root, 'manifest.json'), JSON.stringify(unknown));
  await writeFile(join(root, 'Map.json'), JSON.stringify({ Resources: { Queue: { Type: 'AWS::Nothing::Queue' } } }));

  const dataDirectory = join(root, 'state');
  const started = startTwin({ dataDirectory, port: free.edgePort, assembly: async () => root });
  await expect(started).rejects.toThrow('Map/Queue (AWS::Nothing::Queue, Queue in Map): type of resource');
  expect(await readdir(dataDirectory)).not.toContain('running.pid');
  const again = await listen({ host: '127.0.0.1', port: free.edgePort, firstPort: 0 });
  await again.close();
});

test('a start that is given up makes nothing', async () => {
  const stop = new AbortController();
  const assembly = async () => {
    stop.abort();
    return root;
  };
  await writeFile(join(root, 'manifest.json'), '{"artifacts":{}}');
  const started = startTwin({ dataDirectory: join(root, 'state'), port: 0, assembly, signal: stop.signal });
  await expect(started).rejects.toThrow('aborted');
  expect(await readdir(join(root, 'state'))).toEqual(['lock', 'tessera-state']);
});

test('a port that is taken leaves no folder behind', async () => {
  const taken = await listen({ host: '127.0.0.1', firstPort: 25_800 });
  const dataDirectory = join(root, 'state');
  const started = startTwin({ dataDirectory, port: taken.edgePort, assembly: async () => root });
  await expect(started).rejects.toThrow('is taken');
  expect(await readdir(root)).toEqual([]);
  await taken.close();
});
