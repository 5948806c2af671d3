/**
 * What is measured of a job (time, requests, tries) differs from run to run: it is taken out before runs are compared, and all
 * around it stays.
 */
import { usagePrefix } from '../../../lambdas/map/keys.ts';
import type { StepUsage } from '../../../lambdas/map/step-usage.ts';
import type { BatchResult } from '../../../lambdas/map/workflow.ts';

type ResultFile = { Key: string; Size: number };
type Manifest = { ResultFiles: Record<string, ResultFile[]> };

/**
 * An object's text without what its workers measured.
 * @param sizeOf an object of the same bucket
 */
export function withoutMeasured(key: string, text: string, sizeOf: (key: string) => number | undefined): string {
  if (!/^builds\/[^/]+\/results\//.test(key)) return text;
  return key.endsWith('/manifest.json') ? withoutSizes(text, sizeOf) : text.split('\n').map(resultWithout).join('\n');
}

/** A line of the results: what a batch answered. Its outcomes, counts and all other fields stay. */
function resultWithout(line: string): string {
  if (line === '') return line;
  const { usage: _usage, retries: _retries, ...rest } = JSON.parse(line) as BatchResult;
  return JSON.stringify(rest);
}

/** The size of a file of results depends on the digits of what was measured; a size that is not the file's own stays. */
function withoutSizes(text: string, sizeOf: (key: string) => number | undefined): string {
  const { ResultFiles, ...rest } = JSON.parse(text) as Manifest;
  const neutral = ({ Key, Size, ...file }: ResultFile) => ({ ...file, Key, Size: Size === sizeOf(Key) ? 'OWN' : Size });
  const files = Object.entries(ResultFiles).map(([status, all]) => [status, all.map(neutral)] as const);
  return JSON.stringify({ ...rest, ResultFiles: Object.fromEntries(files) });
}

export const isUsage = (key: string, build: string): boolean => key.startsWith(usagePrefix(build));

/** Of the file that an invocation of a step wrote: which step, of which stage, and how many batches it was told of. */
export function stepOf(text: string): string {
  const { step, attempt, stage, workers } = JSON.parse(text) as StepUsage;
  return [`${step} in attempt ${attempt}`, ...(stage ? [`of ${stage}, ${workers?.batches} batches`] : [])].join(' ');
}

/**
 * How two runs differ in the invocations of their steps: each step of the one is in the other, and none else. One that was
 * killed between its work and the end of its state is repeated and writes once more.
 * @param interruptions kills and deaths: each may add one
 */
export function usageChanges(expected: string[], found: string[], interruptions: number): string[] {
  const surplus = found.length - expected.length;
  return [
    ...[...new Set(expected)].filter((line) => !found.includes(line)).map((line) => `missing usage: ${line}`),
    ...found.filter((line) => !expected.includes(line)).map((line) => `more usage: ${line}`),
    ...(surplus > interruptions ? [`${surplus} invocations of steps more, after ${interruptions} interruptions`] : []),
  ];
}
