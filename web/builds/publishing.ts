import { api } from '../data/api.ts';
import { inOurWords } from '../data/in-our-words.ts';
import { text } from '../text/en.ts';

/** From which build to which: what a map shows, and what it shows then. Without `to`: the one before. */
export type Move = { from: string; to?: string | undefined };

/** Moves the pointer of a map. @returns the way back @throws Error in plain words where the move is refused (409) */
export async function publish(map: string, { from, to }: Move): Promise<Required<Move>> {
  try {
    const { published_build } = await api.rollBack(map, to ? { from, to } : { from });
    return { from: published_build, to: from };
  } catch (error) {
    throw inOurWords(error, text.publishRefused);
  }
}
