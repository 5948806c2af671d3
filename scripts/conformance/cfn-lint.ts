/** AWS's cfn-lint reads the synthesised templates: every error and warning is a difference, but for these. */
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { synth } from '../synth.ts';
import type { Judge } from './judge.ts';
import { isInstalled } from './program.ts';

type Match = { Filename: string; Level: string; Message: string; Rule: { Id: string }; Location: { Path?: unknown[] } };

/** W3005: CDK makes a resource depend on its role also where GetAtt says so already. Harmless, and not ours to change. */
const IGNORED = ['W3005'];

export const cfnLint: Judge = {
  name: 'templates: cfn-lint',
  async judge(progress) {
    if (!isInstalled('cfn-lint', '--version')) return { skipped: 'cfn-lint is not in PATH (`pip install cfn-lint`)' };
    const assembly = await synth({ report: progress });
    const names = (await readdir(assembly)).filter((name) => name.endsWith('.template.json'));
    const matches = await lint(names.map((name) => join(assembly, name)));
    const differences = matches.map(
      ({ Filename, Level, Rule, Location, Message }) =>
        `${basename(Filename)} ${Level} ${Rule.Id} at ${(Location.Path ?? []).join('/')}: ${Message}`,
    );
    return { checked: names.length, differences };
  },
};

/** Exit code 0: nothing found; 2 to 14: matches, told as JSON. */
function lint(files: string[]): Promise<Match[]> {
  return new Promise((resolve, reject) => {
    execFile(
      'cfn-lint',
      ['--format', 'json', '--ignore-checks', ...IGNORED, '--', ...files],
      { maxBuffer: 64 * 1024 ** 2 },
      (_, stdout, stderr) => {
        try {
          resolve(JSON.parse(stdout || '[]'));
        } catch {
          reject(new Error(`cfn-lint failed: ${stderr || stdout}`));
        }
      },
    );
  });
}
