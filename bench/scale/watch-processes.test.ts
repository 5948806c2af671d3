import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { platform } from 'node:os';
import { expect, it } from 'vitest';
import { watchProcesses } from './watch-processes.ts';

/** Holds 100 MB, and works for so many ms. */
const busy = (ms: number) =>
  `const held = Buffer.alloc(100e6, 1); const t = process.cpuUsage().user; while (process.cpuUsage().user - t < ${ms * 1000}) for (let i = 0; i < 1e6; i++) held[i]++;`;

it.skipIf(platform() !== 'linux')('adds up a program and what it starts, each by its name', async () => {
  const child = `${busy(600)} console.log('done'); setTimeout(() => {}, 60000);`;
  const both = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}],
    { env: { ...process.env, AWS_LAMBDA_FUNCTION_NAME: 'Map-Tile' }, stdio: 'inherit' }); ${busy(300)} setTimeout(() => {}, 60000);`;
  const program = spawn(process.execPath, ['-e', both], { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  const watch = watchProcesses({ twin: program.pid! });
  try {
    await once(program.stdout, 'data');
    const { residentMb, proportionalMb, at, cpuSeconds } = watch.load();
    expect(at).toMatchObject({ twin: { processes: 1 }, 'Map-Tile': { processes: 1 } });
    expect(at.twin!.mb + at['Map-Tile']!.mb).toBeCloseTo(residentMb);
    expect(residentMb).toBeGreaterThan(250);
    expect(proportionalMb).toBeGreaterThan(200);
    expect(proportionalMb).toBeLessThan(residentMb);
    expect(cpuSeconds.twin).toBeGreaterThan(0.3);
    expect(cpuSeconds['Map-Tile']).toBeGreaterThan(0.6);
  } finally {
    watch.stop();
    process.kill(-program.pid!, 'SIGKILL');
  }
});
