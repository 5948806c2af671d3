/**
 * Whoever looks, a process of its own: `node bench/viewing/ask-all.ts PLAN` (a file) asks for all pictures as fast as they come, by as
 * many connections as a browser keeps, and tells how long that took.
 */
import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';

export type AskPlan = { url: string; paths: string[]; cookie?: string; connections: number };
export type AskReport = { pictures: number; bytes: number; seconds: number; cpuSeconds: number };

async function run({ url, paths, cookie, connections }: AskPlan): Promise<AskReport> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const headers = cookie ? { cookie } : {};
  const one = (path: string) =>
    new Promise<number>((resolve, reject) => {
      const asked = request(url + path, { agent, headers }, (response) => {
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
        });
        response.on('end', () =>
          response.statusCode === 200 ? resolve(bytes) : reject(new Error(`${path} answered ${response.statusCode}`)),
        );
        response.on('error', reject);
      });
      asked.on('error', reject).end();
    });
  const before = process.cpuUsage();
  const began = performance.now();
  let [bytes, next] = [0, 0];
  const worker = async () => {
    while (next < paths.length) {
      const came = await one(paths[next++]!);
      bytes += came;
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(before);
  agent.destroy();
  return { pictures: paths.length, bytes, seconds, cpuSeconds: (user + system) / 1e6 };
}

process.stdout.write(JSON.stringify(await run(JSON.parse(await readFile(process.argv[2]!, 'utf8')))));
