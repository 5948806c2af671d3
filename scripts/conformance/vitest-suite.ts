/** Runs tests of ours with an environment of their own and says which failed. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../build.ts';

type Report = {
  testResults: { name: string; message: string; assertionResults: Assertion[] }[];
};
type Assertion = { fullName: string; status: string; failureMessages: string[] };

export type SuiteOutcome = { passed: string[]; failed: Map<string, string> };

/**
 * @param paths files or folders of tests, as vitest takes them
 * @returns names of tests; the failed ones with the first line of their reason
 * @throws Error when vitest itself fails
 */
export async function runSuite(paths: string[], env: Record<string, string>): Promise<SuiteOutcome> {
  const folder = await mkdtemp(join(tmpdir(), 'tessera-conformance-'));
  const file = join(folder, 'report.json');
  try {
    const output = await vitest(['run', ...paths, '--reporter=json', `--outputFile=${file}`], env);
    const report = JSON.parse(
      await readFile(file, 'utf8').catch(() => {
        throw new Error(`vitest wrote no report:\n${output}`);
      }),
    ) as Report;
    return outcomeOf(report);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function outcomeOf(report: Report): SuiteOutcome {
  const passed: string[] = [];
  const failed = new Map<string, string>();
  for (const { name, message, assertionResults } of report.testResults) {
    // A file whose hooks or imports fail has no tests to report.
    if (assertionResults.length === 0) failed.set(name, firstLine(message));
    for (const { fullName, status, failureMessages } of assertionResults)
      if (status === 'passed') passed.push(fullName);
      else if (status === 'failed') failed.set(fullName, firstLine(failureMessages[0] ?? ''));
  }
  return { passed, failed };
}

const firstLine = (text: string) => text.split('\n', 1)[0]!;

function vitest(args: string[], env: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, [join(projectRoot, 'node_modules', 'vitest', 'vitest.mjs'), ...args], {
    cwd: projectRoot,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (text) => (output += text));
  child.stderr.on('data', (text) => (output += text));
  return new Promise((resolve, reject) => child.once('error', reject).once('close', () => resolve(output)));
}
