/** Runs a program and measures it with all its children. */
import { spawn, spawnSync } from 'node:child_process';

export type Measured = { cpuSeconds: number; wallSeconds: number; output: string };

export const isInstalled = (program: string) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;

/** One core, as a worker Lambda has: on two threads of one core every CPU second does less, whoever uses them. */
const ONE_CORE = isInstalled('taskset') ? ['taskset', '-c', '0'] : [];

/**
 * CPU time is what the shell's `times` says of its children, and theirs: Node itself cannot ask for it.
 * @throws Error with what the program said, when it fails
 */
export async function measure(command: string[], env: Record<string, string> = {}): Promise<Measured> {
  const started = performance.now();
  const child = spawn('sh', ['-c', '"$@" || exit 1; times', 'sh', ...ONE_CORE, ...command], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let complaints = '';
  child.stdout.on('data', (text) => {
    output += text;
  });
  child.stderr.on('data', (text) => {
    complaints += text;
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  if (status !== 0) throw new Error(`${command.join(' ')} failed: ${complaints}`);
  const lines = output.trimEnd().split('\n');
  return {
    cpuSeconds: secondsOf(lines.pop()!),
    wallSeconds: (performance.now() - started) / 1000,
    output: lines.slice(0, -1).join('\n'),
  };
}

/** `0m1.234s 0m0.056s`, user and system; some shells print a decimal comma. */
export function secondsOf(times: string): number {
  const parts = [...times.matchAll(/(\d+)m(\d+)[.,](\d+)s/g)];
  if (parts.length !== 2)
    throw new Error(`The shell's \`times\` printed ${JSON.stringify(times)}; expected two times.`);
  return parts.reduce(
    (sum, [, minutes, seconds, rest]) => sum + 60 * Number(minutes) + Number(`${seconds}.${rest}`),
    0,
  );
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
