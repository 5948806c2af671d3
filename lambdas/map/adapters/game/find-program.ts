import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Where distributions put games; the PATH of a service often lacks it. */
const GAMES = ['/usr/games', '/usr/local/games'];

/** Full path of a program in PATH, or where games are; undefined when there is none. */
export async function findProgram(name: string, path = process.env.PATH ?? ''): Promise<string | undefined> {
  for (const folder of [...path.split(delimiter).filter(Boolean), ...GAMES]) {
    const program = join(folder, name);
    const runs = await access(program, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return program;
  }
  return undefined;
}
