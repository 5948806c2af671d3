/** Memory and CPU time of programs with all that they start, as Linux counts them: the processes of the twin's functions come and go. */
import { readdirSync, readFileSync } from 'node:fs';

const EVERY_MS = 500;
/** Shared pages are counted once in it, but it takes the system some ms a process. */
const SHARED_EVERY_MS = 10_000;
/** Of Linux on x86-64, and where Node runs on arm64 by default. */
const PAGE_MB = 4096 / 2 ** 20;
/** USER_HZ: what /proc counts in, whatever the system's own clock (proc_pid_stat(5)). */
const TICKS_A_SECOND = 100;

export type Load = {
  /** Resident sets, summed over all processes at one moment: what several share is counted in each. */
  residentMb: number;
  /** The same with shared pages divided among those that share them (PSS): what the machine really has to have. */
  proportionalMb: number;
  /** What each kind of process had when the first sum was the largest, and how many they were. */
  at: Record<string, { processes: number; mb: number }>;
  /** By kind of process. A process that lives less than half a second may be missed. */
  cpuSeconds: Record<string, number>;
};
export type Watch = {
  /** Until now. */
  load(): Load;
  stop(): void;
};

type Found = { pid: number; name: string };
type Stat = { parent: number; ticks: number };

/** @param roots processes that are watched with all their descendants; functions of the twin are known by their own names */
export function watchProcesses(roots: Record<string, number>): Watch {
  const names = new Map<number, string>();
  const parents = new Map<number, number>();
  /** `before`: what a root had used before it was watched. */
  const ticks = new Map<number, { name: string; ticks: number; before: number }>();
  let [most, proportional] = [0, 0];
  let at: Load['at'] = {};
  let isFirst = true;
  const look = () => {
    const found = familyOf(roots, parentsOf(parents), names);
    for (const { pid, name } of found) {
      const used = statOf(pid)?.ticks ?? ticks.get(pid)?.ticks ?? 0;
      ticks.set(pid, { name, ticks: used, before: ticks.get(pid)?.before ?? (isFirst ? used : 0) });
    }
    isFirst = false;
    const sets = found.map(({ pid }) => residentMb(pid));
    const sum = sets.reduce((a, b) => a + b, 0);
    if (sum <= most) return;
    most = sum;
    at = {};
    for (const [index, { name }] of found.entries()) {
      at[name] ??= { processes: 0, mb: 0 };
      at[name].processes += 1;
      at[name].mb += sets[index]!;
    }
  };
  const lookShared = () => {
    const sum = familyOf(roots, parentsOf(parents), names).reduce((all, { pid }) => all + proportionalMb(pid), 0);
    proportional = Math.max(proportional, sum);
  };
  look();
  const timers = [setInterval(look, EVERY_MS), setInterval(lookShared, SHARED_EVERY_MS)];
  return {
    load() {
      look();
      lookShared();
      const cpuSeconds: Record<string, number> = {};
      for (const each of ticks.values())
        cpuSeconds[each.name] = (cpuSeconds[each.name] ?? 0) + (each.ticks - each.before) / TICKS_A_SECOND;
      return { residentMb: most, proportionalMb: proportional, at, cpuSeconds };
    },
    stop: () => timers.forEach(clearInterval),
  };
}

function familyOf(roots: Record<string, number>, parents: Map<number, number>, names: Map<number, string>): Found[] {
  const children = Map.groupBy(parents, ([, parent]) => parent);
  const below = (pid: number, name: string): Found[] => [
    { pid, name },
    ...(children.get(pid) ?? []).flatMap(([child]) =>
      isCopy(child, pid) ? [] : below(child, functionName(child, names) ?? name),
    ),
  ];
  return Object.entries(roots).flatMap(([name, pid]) => (parents.has(pid) ? below(pid, name) : []));
}

/** For some ms after a fork a process has its parent's memory, until it becomes another program. */
const isCopy = (pid: number, parent: number) => read(`/proc/${pid}/cmdline`) === read(`/proc/${parent}/cmdline`);

/** Of all processes of the machine; one is looked at once only, because a look at hundreds would take a core of its own. */
function parentsOf(known: Map<number, number>): Map<number, number> {
  const there = new Set(
    readdirSync('/proc')
      .filter((entry) => /^\d+$/.test(entry))
      .map(Number),
  );
  for (const pid of known.keys()) if (!there.has(pid)) known.delete(pid);
  for (const pid of there) {
    const stat = known.has(pid) ? undefined : statOf(pid);
    if (stat) known.set(pid, stat.parent);
  }
  return known;
}

/** The name in parentheses may hold anything, spaces and parentheses, too. The fields after it: state, parent, ..., 12th utime, stime. */
function statOf(pid: number): Stat | undefined {
  const text = read(`/proc/${pid}/stat`);
  if (!text) return undefined;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}

function functionName(pid: number, names: Map<number, string>): string | undefined {
  const known = names.get(pid);
  if (known) return known;
  const found = /(?:^|\0)AWS_LAMBDA_FUNCTION_NAME=([^\0]*)/.exec(read(`/proc/${pid}/environ`))?.[1];
  // A process that was just forked still has its parent's environment: look again.
  if (found) names.set(pid, found);
  return found;
}

const residentMb = (pid: number) => Number(read(`/proc/${pid}/statm`).split(' ')[1] ?? 0) * PAGE_MB;
const proportionalMb = (pid: number) =>
  Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024;

/** Empty for a process that has ended. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
