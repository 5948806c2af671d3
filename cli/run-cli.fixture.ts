/** Runs a command inside a test, and answers what it wrote and how it ended. */
import { main, type World } from './main.ts';

/** `answer`: of a person at a terminal, who is asked; nobody is there without. */
export async function runCli(argv: string[], env: NodeJS.ProcessEnv = {}, interrupt?: Promise<void>, answer?: string) {
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
    ...(answer !== undefined && {
      async ask(question: string) {
        written.stderr += question;
        return answer;
      },
    }),
  };
  const exitCode = await main(argv, world);
  return { exitCode, ...written };
}
