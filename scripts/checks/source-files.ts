import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** TypeScript and JavaScript files of the project (known to git or new), as paths from the root. */
export function sourceFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' });
  return listed.split('\n').filter((path) => /\.(ts|tsx|mjs)$/.test(path) && existsSync(path));
}
