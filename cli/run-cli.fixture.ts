/** Runs a command inside a test, and answers what it wrote and how it ended. */
import { main, type World } from './main.ts';

export async function runCli(argv: string[], env: NodeJS.ProcessEnv = {}, interrupt?: Promise<void>) {
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written) => ({
    write(text: string) {
      written[name] += text;
    },
  });
  const world: World = {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    env,
    onInterrupt(listener) {
      interrupt?.then(listener);
      return () => {};
    },
  };
  const exitCode = await main(argv, world);
  return { exitCode, ...written };
}
