import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export type GameUse = { pid: number; cpuSeconds: number; peakMb: number };

/** What the games below this process used so far (Linux). */
export function gamesUse(): GameUse[] {
  const ps = spawnSync('ps', ['-e', '-o', 'pid=,ppid=,comm='], { encoding: 'utf8' }).stdout;
  const all = ps.split('\n').map((line) => line.trim().split(/\s+/));
  const keepers = new Set(all.filter(([, parent]) => parent === String(process.pid)).map(([pid]) => pid));
  return all
    .filter(([, parent, name]) => keepers.has(parent) && name === 'openttd')
    .map(([pid]) => {
      // Behind the name, which may hold spaces: user and system time, in ticks of 10 ms (proc(5)).
      const times = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ').slice(11, 13);
      const [, peakKb] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
      return {
        pid: Number(pid),
        cpuSeconds: (Number(times[0]) + Number(times[1])) / 100,
        peakMb: Number(peakKb) / 1024,
      };
    });
}
