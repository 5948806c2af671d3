import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createRuntimeApi, type Outcome } from '../../local/lambda/runtime-api.ts';

const HANDLER = `
export const handler = async (event, context) => {
  if (event.fail) throw Object.assign(new Error('two areas are missing'), { name: 'StageFailed' });
  return { event, id: context.awsRequestId, left: context.getRemainingTimeInMillis() > 0 };
};`;

/** Outcomes of invocations with these payloads, by one process with this code; the init error if it has one. */
async function run(code: string, payloads: unknown[]): Promise<Outcome[]> {
  const folder = await mkdtemp(join(tmpdir(), 'runtime-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'index.mjs'), code);
  const outcomes: Outcome[] = [];
  let given = 0;
  const done = Promise.withResolvers<void>();
  const api = await createRuntimeApi({
    waiting: () => {
      if (given === payloads.length) return done.resolve();
      const headers = {
        'lambda-runtime-aws-request-id': `request-${given}`,
        'lambda-runtime-deadline-ms': String(Date.now() + 5000),
        'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:us-east-1:000000000000:function:f',
      };
      api.give({ headers, payload: JSON.stringify(payloads[given++]) });
    },
    finished: (outcome) => void outcomes.push(outcome),
    initFailed: (error) => {
      outcomes.push({ error });
      done.resolve();
    },
  });
  const child = spawn(process.execPath, [join(import.meta.dirname, 'runtime.mjs'), 'index.handler'], {
    cwd: folder,
    env: { ...process.env, AWS_LAMBDA_RUNTIME_API: api.address },
    stdio: 'ignore',
  });
  await done.promise;
  child.kill('SIGKILL');
  api.close();
  return outcomes;
}

it('answers invocations one after the other, with the context of Lambda', async () => {
  const outcomes = await run(HANDLER, [{ a: 'ü' }, { b: 2 }]);
  expect(outcomes.map((outcome) => 'payload' in outcome && JSON.parse(outcome.payload))).toEqual([
    { event: { a: 'ü' }, id: 'request-0', left: true },
    { event: { b: 2 }, id: 'request-1', left: true },
  ]);
});

it('tells an error by its name, and goes on', async () => {
  const outcomes = await run(HANDLER, [{ fail: true }, {}]);
  expect(outcomes[0]).toMatchObject({ error: { name: 'StageFailed', message: 'two areas are missing' } });
  expect(outcomes[1]).toHaveProperty('payload');
});

it('tells why it cannot begin', async () => {
  const [outcome] = await run('throw new RangeError("WORK_BUCKET is missing");', []);
  expect(outcome).toMatchObject({ error: { name: 'RangeError', message: 'WORK_BUCKET is missing' } });
  const [other] = await run('export const other = 1;', []);
  expect(other).toMatchObject({ error: { name: 'TypeError', message: 'index.mjs exports no function handler.' } });
});
