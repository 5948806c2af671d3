/** A room of the twin in a process of its own that is killed: what it had answered by then must be kept. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/**
 * Kills the process, by -9, soon after it has said so many lines, and later in each of its lives.
 * @param script of a module, with the folder of the state and the number of the life as its arguments
 * @returns all lines that it said
 */
export async function liveUntilKilled(
  script: string,
  directory: string,
  { life, lines }: { life: number; lines: number },
): Promise<string[]> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, directory, String(life)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    // Not right after an answer, when nothing is under way.
    if (said.length === lines) setTimeout(() => child.kill('SIGKILL'), life * 1.7);
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return said;
}
