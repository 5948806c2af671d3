/** Prometheus' own promtool reads what the twin says at /metrics: errors and breaches of its conventions are differences. */
import { spawn } from 'node:child_process';
import { combinations, METRICS } from '../../lib/limits/metrics.ts';
import { createRegistry } from '../../local/metrics/registry.ts';
import type { Judge } from './judge.ts';
import { isInstalled } from './program.ts';

export const promtool: Judge = {
  name: 'metrics: promtool',
  async judge() {
    if (!isInstalled('promtool', '--version')) {
      return { skipped: 'promtool is not in PATH (it comes with Prometheus; Debian: `apt-get install prometheus`)' };
    }
    const { code, output } = await check(everyMetric());
    const differences = output.split('\n').filter(Boolean);
    if (code !== 0 && differences.length === 0) throw new Error(`promtool ended with ${code}`);
    return { checked: Object.keys(METRICS).length, differences };
  },
};

/** All of them, with values in each. */
function everyMetric(): string {
  const registry = createRegistry();
  for (const [name, { unit, labels }] of Object.entries(METRICS)) {
    for (const each of combinations(labels)) registry.add({ name, unit, labels: each, values: [0.25, 3, 1e9] });
  }
  return registry.text();
}

/** Exit code 0: nothing found; 3: breaches of conventions; 1: it cannot be read. */
function check(text: string): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('promtool', ['check', 'metrics'], { stdio: ['pipe', 'pipe', 'pipe'] });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => void said.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output: Buffer.concat(said).toString() }));
    child.stdin.end(text);
  });
}
