/** Shots that somebody put where they lie, in the build that a map shows: a new one from pictures does not take them over. */
import type { Context } from '../command.ts';

/** One question, and not a word where it is not answered: the job goes on all the same. */
export async function tellByHand(
  { map, build }: { map: string; build: string },
  { api, output }: Pick<Context, 'api' | 'output'>,
): Promise<void> {
  const shots = await api.listShots(map, build).then(
    (answer) => answer.shots,
    () => [],
  );
  const count = shots.filter(({ reason }) => reason === 'by_hand').length;
  if (count === 0) return;
  const which = count === 1 ? '1 shot that was put by hand is' : `${count} shots that were put by hand are`;
  const them = count === 1 ? 'it' : 'them';
  output.note(
    `${which} not taken over. When the new build is done, this shows ${them} again: tessera map rollback ${map}@${build}`,
  );
}
