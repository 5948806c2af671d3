import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createFaults } from './faults.ts';
import { createFunctions, type Functions } from './functions.ts';

const HANDLER = `
import { createRequire } from 'node:module';
import { writeFile } from 'node:fs/promises';
let calls = 0;
export const handler = async (event, context) => {
  switch (event.do) {
    case 'throw': throw Object.assign(new Error('two shots are missing'), { name: 'StageFailed' });
    case 'exit': process.exit(3);
    case 'wait': return new Promise((resolve) => setTimeout(resolve, event.ms, process.pid));
    case 'spin': for (;;);
    case 'write': await new Promise((resolve) => setTimeout(resolve, event.ms)); return writeFile(event.place, 'done');
    case 'large': return 'x'.repeat(6_300_000);
    case 'log': console.log('text', 1); process.stdout.write('{"level":"INFO"}\\n'); return null;
    case 'environment': return process.env;
    case 'layer': return createRequire(import.meta.url)('painter');
    default: calls += 1; return { event, calls, pid: process.pid, name: context.functionName, id: context.awsRequestId };
  }
};`;

const DEFINITION = {
  handler: 'index.handler',
  layerDirectories: [],
  timeoutSeconds: 10,
  memoryMb: 512,
  environment: { MAP_TABLE: 'maps' },
  accessKey: { id: 'AKIDTEST', secret: 'secret' },
};

let directory: string;
let functions: Functions;
const lines: string[] = [];
const define = (name: string, changes: object = {}) =>
  functions.ensure({
    ...DEFINITION,
    name,
    codeDirectory: directory,
    layerDirectories: [join(directory, 'layer')],
    ...changes,
  });

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lambda-'));
  await writeFile(join(directory, 'index.mjs'), HANDLER);
  await writeFile(join(directory, 'broken.mjs'), 'throw new RangeError("MAP_TABLE is missing");');
  const painter = join(directory, 'layer', 'nodejs', 'node_modules', 'painter');
  await mkdir(painter, { recursive: true });
  await writeFile(join(painter, 'index.js'), 'module.exports = { brush: 2 };');
  functions = createFunctions({
    workers: 2,
    runtimeEnvironment: { AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1' },
    report: (_name, line) => lines.push(line),
  });
  await define('map-plan');
});
afterAll(async () => {
  await functions.close();
  await rm(directory, { recursive: true });
});

const alive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
type Answer = { event: unknown; calls: number; pid: number; name: string; id: string };

test('answers from a warm process, with the context of Lambda', async () => {
  const first = (await functions.invoke('map-plan', { a: 1 })) as Answer;
  const second = (await functions.invoke('map-plan', { a: 'ü' })) as Answer;
  expect(first).toMatchObject({ event: { a: 1 }, calls: 1, name: 'map-plan' });
  expect(second).toMatchObject({ event: { a: 'ü' }, calls: 2, pid: first.pid });
  expect(second.id).not.toBe(first.id);
  const reports = lines.filter((line) => line.startsWith('REPORT'));
  expect(reports[0]).toMatch(
    /RequestId: [0-9a-f-]{36}\tDuration: .* ms\tMemory Size: 512 MB\tMax Memory Used: \d+ MB\tInit/,
  );
  expect(reports[1]).not.toContain('Init Duration');
});

test('reports what a process holds, and not what the platform held when it was started', async () => {
  const held = Buffer.alloc(400e6, 1);
  await define('small');
  await functions.invoke('small', {});
  expect(held.length).toBe(400e6);
  const [, used] = /Max Memory Used: (\d+) MB/.exec(lines.findLast((line) => line.startsWith('REPORT'))!)!;
  expect(Number(used)).toBeGreaterThan(30);
  expect(Number(used)).toBeLessThan(200);
});

test('calls one after the other need one process only', async () => {
  await define('sequence');
  const pids = new Set<number>();
  for (let call = 0; call < 20; call += 1) pids.add(((await functions.invoke('sequence', {})) as Answer).pid);
  expect(pids.size).toBe(1);
});

test('gives exactly the environment of Lambda', async () => {
  vi.stubEnv('SECRET_OF_THE_PARENT', 'x');
  const environment = (await functions.invoke('map-plan', { do: 'environment' })) as Record<string, string>;
  expect(environment).toMatchObject({
    MAP_TABLE: 'maps',
    AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1',
    AWS_ACCESS_KEY_ID: 'AKIDTEST',
    AWS_REGION: 'us-east-1',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/map-plan',
    TZ: 'UTC',
  });
  const own = /^(AWS_|LAMBDA_|_HANDLER|_X_AMZN|MAP_TABLE|PATH|TZ|LANG|NODE_PATH|SystemRoot)/;
  expect(Object.keys(environment).filter((name) => !own.test(name))).toEqual([]);
});

test('finds the packages of a layer', async () => {
  expect(await functions.invoke('map-plan', { do: 'layer' })).toEqual({ brush: 2 });
});

test('passes lines on as they were written', async () => {
  await functions.invoke('map-plan', { do: 'log' });
  await expect.poll(() => lines).toContain('{"level":"INFO"}');
  expect(lines).toContainEqual(expect.stringMatching(/\tINFO\ttext 1$/));
});

test("throws the function's error by its type", async () => {
  const error = await functions.invoke('map-plan', { do: 'throw' }).catch((thrown: Error) => thrown);
  expect(error).toMatchObject({ name: 'StageFailed', message: 'two shots are missing' });
});

test('refuses what is larger than 6 MB, both ways', async () => {
  await expect(functions.invoke('map-plan', 'x'.repeat(6_300_000))).rejects.toMatchObject({
    name: 'RequestTooLargeException',
  });
  await expect(functions.invoke('map-plan', { do: 'large' })).rejects.toMatchObject({
    name: 'Function.ResponseSizeTooLarge',
  });
  expect(await functions.invoke('map-plan', {})).toMatchObject({ name: 'map-plan' });
});

test('an init error and an exit answer the caller, and the next call works', async () => {
  await define('broken', { handler: 'broken.handler' });
  const both = await Promise.allSettled([functions.invoke('broken', {}), functions.invoke('broken', {})]);
  expect(both).toMatchObject([1, 2].map(() => ({ reason: { name: 'RangeError', message: 'MAP_TABLE is missing' } })));
  await expect(functions.invoke('map-plan', { do: 'exit' })).rejects.toMatchObject({
    name: 'Runtime.ExitError',
    message: expect.stringMatching(/exited with error: exit status 3$/),
  });
  expect(await functions.invoke('map-plan', {})).toMatchObject({ name: 'map-plan' });
});

test('a timeout kills the process, even one that spins', async () => {
  await define('slow', { timeoutSeconds: 1 });
  await expect(functions.invoke('slow', { do: 'spin' })).rejects.toMatchObject({
    name: 'Sandbox.Timedout',
    message: expect.stringMatching(/Task timed out after 1\.00 seconds$/),
  });
});

test('runs as many at a time as there are workers, fewer when reserved', async () => {
  const pids = async (name: string) =>
    new Set(await Promise.all([1, 2, 3, 4].map(() => functions.invoke(name, { do: 'wait', ms: 400 }))));
  await define('wide');
  await define('narrow', { reservedConcurrency: 1 });
  expect((await pids('wide')).size).toBe(2);
  expect((await pids('narrow')).size).toBe(1);
});

test('an aborted call ends for the caller at once', async () => {
  const abort = new AbortController();
  const call = functions.invoke('map-plan', { do: 'wait', ms: 5_000 }, abort.signal);
  abort.abort();
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
});

test('a call that dies on purpose is a crash to its caller, in the middle or when the work is done', async () => {
  const died: string[] = [];
  const mortal = createFunctions({
    workers: 1,
    runtimeEnvironment: {},
    report: (_name, line) => line.includes('on purpose') && died.push(JSON.parse(line).message),
    faults: createFaults({ rate: 1, seed: 2 }),
  });
  await mortal.ensure({ ...DEFINITION, name: 'mortal', codeDirectory: directory });
  const places = Array.from({ length: 6 }, (_, i) => join(directory, `done-${i}`));
  // Deaths in the middle come within 100 ms here, where no call ever shows how long one takes: far from the work's end.
  for (const place of places) {
    const call = mortal.invoke('mortal', { do: 'write', ms: 500, place });
    await expect(call).rejects.toMatchObject({
      name: 'Runtime.ExitError',
      message: expect.stringContaining('Runtime exited'),
    });
  }
  const finished = await Promise.all(
    places.map((place) =>
      access(place).then(
        () => true,
        () => false,
      ),
    ),
  );
  expect(died).toHaveLength(6);
  // Whoever dies before the answer has done the work; of the others at least one had not come that far.
  expect(finished.filter((_, i) => died[i]!.endsWith('before its answer'))).not.toContain(false);
  expect(finished).toContain(true);
  expect(finished).toContain(false);
  await mortal.close();
});

test('leaves no process after close', async () => {
  await define('closing');
  const { pid } = (await functions.invoke('closing', {})) as Answer;
  expect(alive(pid)).toBe(true);
  await functions.close();
  expect(alive(pid)).toBe(false);
  await expect(functions.invoke('closing', {})).rejects.toThrow('has been stopped');
});

test('leaves no process when the platform is killed in the middle of an invocation', async () => {
  const script = `
    const { createFunctions } = await import(${JSON.stringify(new URL('./functions.ts', import.meta.url).href)});
    const functions = createFunctions({ workers: 1, runtimeEnvironment: {}, report: () => {} });
    await functions.ensure({ name: 'f', handler: 'index.handler', codeDirectory: ${JSON.stringify(directory)},
      layerDirectories: [], timeoutSeconds: 60, memoryMb: 128, environment: {}, accessKey: { id: 'a', secret: 'b' } });
    const { pid } = await functions.invoke('f', {});
    void functions.invoke('f', { do: 'wait', ms: 60_000 });
    console.log(pid);`;
  const platform = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = (await once(platform.stdout, 'data')) as [Buffer];
  const pid = Number(output.toString());
  expect(alive(pid)).toBe(true);
  platform.kill('SIGKILL');
  await expect.poll(() => alive(pid), { timeout: 10_000 }).toBe(false);
});
