/** What an error is to the person at the terminal: a message with its remedy, and an exit code. */
import { ApiError } from '../client/api-error.ts';
import { isAway } from '../client/retry.ts';
import packageJson from '../package.json' with { type: 'json' };
import { atUrl, DEFAULT_URL } from './command.ts';
import { CommandError, EXIT } from './command-error.ts';

export type Explained = { exitCode: number; message: string };

/** `url`: the platform that was asked, once it is known. */
export function explain(error: unknown, env: NodeJS.ProcessEnv, url = DEFAULT_URL): Explained {
  if (error instanceof CommandError) return { exitCode: error.exitCode, message: error.message };
  if (error instanceof ApiError) return explainApi(error, env, url);
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const message = ['This is a bug in tessera.', report('the command that you ran'), '', stack].join('\n');
  return { exitCode: EXIT.unexpected, message };
}

function explainApi(error: ApiError, env: NodeJS.ProcessEnv, url: string): Explained {
  const trace = error.requestId ? ` (request ${error.requestId})` : '';
  if (error.code === 'unreachable') {
    const remedy = 'Start the platform here with `npm start`, or say where it is with --url or TESSERA_URL.';
    return { exitCode: EXIT.unreachable, message: `${error.message} ${remedy}` };
  }
  if (error.status === 0) return { exitCode: EXIT.unreachable, message: error.message };
  if (error.code === 'no_platform') {
    return { exitCode: EXIT.unreachable, message: `${error.message} Say where it is with --url or TESSERA_URL.` };
  }
  if (error.code === 'redirected') {
    const [target] = error.details;
    const remedy = target
      ? `If that is the platform, name it: --url ${target.message}`
      : 'Say where the platform is with --url.';
    return { exitCode: EXIT.unreachable, message: `${error.message} ${remedy}` };
  }
  if (error.status === 431) {
    const remedy = env.TESSERA_TOKEN
      ? 'The token in TESSERA_TOKEN is too long: replace it, or unset it.'
      : 'The token of your login is too long for it; `tessera logout` forgets it.';
    return { exitCode: EXIT.unreachable, message: `${error.message} ${remedy}${trace}` };
  }
  if (error.status === 401) {
    // A token of the environment wins over every login, so logging in would not help.
    const remedy = env.TESSERA_TOKEN ? 'It is the one in TESSERA_TOKEN: replace it, or unset it and run' : 'Run';
    return {
      exitCode: EXIT.unreachable,
      message: `${error.message} ${remedy} \`tessera login${atUrl(url)}\`.${trace}`,
    };
  }
  const unsaid = error.details.filter(({ message }) => !error.message.includes(message));
  const details = unsaid.map(({ field, message }) => `\n  ${field}: ${message}`).join('');
  const message = `${error.message}${details}${trace}`;
  // 503: `npm start` answers so until the platform stands. No bug, and nothing is wrong with what was asked.
  if (isAway(error.status)) {
    const remedy = 'The platform is starting or has too much to do: run the same command again in a moment.';
    return { exitCode: EXIT.unreachable, message: `${message}\n${remedy}` };
  }
  if (error.status >= 400 && error.status < 500) return { exitCode: EXIT.input, message };
  const again = `${message}\nThe same command may work later. If it does not:`;
  return { exitCode: EXIT.unexpected, message: `${again}\n${report('the command that you ran and this message')}` };
}

/** A clone may come from anywhere, so its own origin is where issues go. Nothing is sent: the person chooses what to show. */
const report = (what: string) =>
  [
    `To report it, open an issue in the repository you cloned, with ${what} and:`,
    `tessera ${packageJson.version}, Node ${process.version}, ${process.platform} ${process.arch}`,
  ].join('\n');
