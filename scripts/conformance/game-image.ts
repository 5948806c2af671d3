/**
 * The image of the worker that runs games: built by podman, run as Lambda runs it (read-only root, nobody, only /tmp writable),
 * against a Runtime API and the bare twin's S3. It has to take pictures of the sample city, the same as this machine's game does
 * where that is installed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createRuntimeApi, type Outcome } from '../../local/lambda/runtime-api.ts';
import { build } from '../build.ts';
import type { Judge, Verdict } from './judge.ts';
import { isInstalled } from './program.ts';
import { startTwin } from './servers.ts';

const IMAGE = 'localhost/tessera-capture-game';
const BUCKET = 'work';
const FILES = ['r00_c00', 'r01_c03', 'r03_c05'];

const RUNC = ['--runtime', 'runc', '--cgroup-manager', 'cgroupfs'];
const CONFINED = [
  '--network',
  'host',
  '--read-only',
  '--read-only-tmpfs=false',
  '--tmpfs',
  '/tmp',
  '--cap-drop',
  'all',
];
/** Files and processes that a Lambda may have (service quotas). */
const LIMITS = ['--ulimit', 'nofile=1024:1024', '--ulimit', 'nproc=1024:1024'];
const RUN = [...RUNC, 'run', '--rm', ...CONFINED, ...LIMITS];

type Captured = { outcomes: { ok: boolean; message?: string; taken?: { sha256: string; bytes: number } }[] };

export const gameImage: Judge = {
  name: 'Image of the worker that runs games: podman',
  async judge(progress) {
    if (!isInstalled('podman', '--version')) return { skipped: 'podman is not installed (docs/conformance.md)' };
    await build({ report: progress });
    const base = process.env.TESSERA_GAME_BASE;
    const args = ['build', '--isolation', 'chroot', '--network', 'host', '--tag', IMAGE];
    if (base) args.push('--build-arg', `BASE=${base}`);
    progress('building the image');
    const built = spawnSync('podman', [...args, 'dist/images/capture-game-host'], { encoding: 'utf8' });
    if (built.status !== 0) {
      const words = built.stderr.trim().split('\n').at(-1);
      if (!base && /pull|registry|resolve|short-name/i.test(built.stderr))
        return { skipped: `the base image cannot be fetched here (${words}); TESSERA_GAME_BASE names another one` };
      return { checked: 1, differences: [`it cannot be built: ${words}`] };
    }
    const verdict = await judgeImage();
    if ('skipped' in verdict) return verdict;
    return { checked: verdict.checked + 1, differences: [...verdict.differences, ...leaks()] };
  },
};

async function judgeImage(): Promise<Verdict> {
  const twin = await startTwin();
  try {
    const { username, password, origin } = new URL(twin.keyedUrl);
    const credentials = { accessKeyId: username, secretAccessKey: password };
    const s3 = new S3Client({ endpoint: origin, region: 'us-east-1', credentials, forcePathStyle: true });
    const save = readFileSync('examples/openttd/city.sav');
    const key = 'saves/m/save';
    await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: save }));
    const sha256 = createHash('sha256').update(save).digest('hex');
    const batch = {
      ...{ job_id: 'job_1', map_id: 'm', build: 'b', attempt: 1, stage: 'capture', items: areas() },
      game: { name: 'openttd', save: { key, sha256, bytes: save.length } },
    };
    const environment = {
      WORK_BUCKET: BUCKET,
      AWS_ENDPOINT_URL_S3: origin,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: username,
      AWS_SECRET_ACCESS_KEY: password,
      AWS_LAMBDA_FUNCTION_NAME: 'capture-game',
    };
    const { outcome, again, output } = await invokeTwice(JSON.stringify(batch), environment);
    const differences = [...problems(outcome, output), ...problems(again, output)];
    if (differences.length === 0) {
      const { outcomes } = answerOf(outcome);
      for (const [i, { shot, name }] of areas().entries()) {
        const stored = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: shot.key }));
        const sum = createHash('sha256')
          .update(await stored.Body!.transformToByteArray())
          .digest('hex');
        if (sum !== outcomes[i]!.taken?.sha256)
          differences.push(`${name}: another picture is stored than was answered`);
      }
      if (JSON.stringify(answerOf(again).outcomes) !== JSON.stringify(outcomes))
        differences.push('a repeated batch answered something else');
    }
    return { checked: 2 * FILES.length, differences };
  } finally {
    await twin.stop();
  }
}

const areas = () => {
  const { captures, corner } = JSON.parse(readFileSync('examples/openttd/dataset.json', 'utf8')) as {
    captures: { file: string; row: number; col: number; nominal: [number, number] }[];
    corner: [number, number];
  };
  return FILES.map((name) => {
    const { row, col, nominal } = captures.find(({ file }) => file.startsWith(name))!;
    return {
      ...{ id: name, name, row, col, nominal: [nominal[0] + corner[0], nominal[1] + corner[1]] },
      ...{ shot: { id: `shot_${name}`, key: `screenshots/m/shot_${name}` }, size: { width: 1280, height: 1024 } },
    };
  });
};

const answerOf = (outcome: Outcome) => JSON.parse('payload' in outcome ? outcome.payload : '{}') as Captured;

function problems(outcome: Outcome, output: string): string[] {
  if ('error' in outcome) return [`${outcome.error.name}: ${outcome.error.message}\n${output.slice(-2000)}`];
  return answerOf(outcome)
    .outcomes.filter(({ ok }) => !ok)
    .map(({ message }) => String(message));
}

/** One container, the same invocation twice: nothing may be left in the way of the second. */
async function invokeTwice(payload: string, environment: Record<string, string>) {
  const outcomes: Outcome[] = [];
  let output = '';
  let given = 0;
  let end = () => {};
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  const api = await createRuntimeApi({
    waiting: () => {
      if (given++ === 2) return end();
      const headers = {
        'lambda-runtime-aws-request-id': randomUUID(),
        'lambda-runtime-deadline-ms': String(Date.now() + 240_000),
        'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:us-east-1:000000000000:function:capture-game',
      };
      api.give({ headers, payload });
    },
    finished: (outcome) => void outcomes.push(outcome),
    initFailed: (error) => {
      outcomes.push({ error }, { error });
      end();
    },
  });
  const name = `tessera-capture-game-${process.pid}`;
  const env = Object.entries({ ...environment, AWS_LAMBDA_RUNTIME_API: api.address }).flatMap(([key, value]) => [
    '--env',
    `${key}=${value}`,
  ]);
  const child = spawn('podman', [...RUN, '--name', name, ...env, IMAGE], { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  child.once('exit', (code) => {
    const error = new Error(`The container ended with ${code}.`);
    while (outcomes.length < 2) outcomes.push({ error });
    end();
  });
  await done;
  if (child.exitCode === null) {
    spawnSync('podman', [...RUNC, 'rm', '--force', '--time', '1', name]);
  }
  api.close();
  return { outcome: outcomes[0]!, again: outcomes[1]!, output };
}

/** What a program that the worker started, as the same user, gets to know of the worker's environment: nothing. */
function leaks(): string[] {
  const program = `
    const { spawnSync } = require('node:child_process');
    const { stdout, stderr } = spawnSync('cat', ['/proc/' + process.pid + '/environ'], { encoding: 'utf8', env: {} });
    console.log(JSON.stringify({ stdout, stderr }));`;
  const env = ['--env', 'AWS_SECRET_ACCESS_KEY=of-the-worker', '--entrypoint', 'node'];
  const { stdout, stderr } = spawnSync('podman', [...RUN, ...env, IMAGE, '-e', program], { encoding: 'utf8' });
  const isDenied = stdout.includes('Permission denied') && !stdout.includes('of-the-worker');
  return isDenied ? [] : [`a program beside the worker reads its environment: ${stdout}${stderr}`];
}
