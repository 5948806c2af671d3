/** A game's save among chosen files: the game then takes the shots itself. */
import '../data/zod-without-eval.ts';
import { sha256 } from '../../client/sha256.ts';
import { faultOfContent } from '../../client/whole-save.ts';
import { faultOfSave, type GameName, SAVE_HEAD } from '../../lambdas/map/capture-schemas.ts';
import type { Chosen } from '../parts/dropped-files.ts';

export type SaveFile = { file: File; game: GameName; sha256: string };

/** Games by how their saves are called. */
const ENDINGS: Record<string, GameName> = { sav: 'openttd' };

const endingOf = ({ name }: File) => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** A single file that is called like a save. */
export const isSave = ({ files: [file, ...others] }: Chosen): boolean =>
  file !== undefined && others.length === 0 && endingOf(file) in ENDINGS;

/** The save, or a sentence that says what is wrong with it and what to do. */
export async function readSave({ files }: Chosen): Promise<SaveFile | string> {
  const file = files[0]!;
  const game = ENDINGS[endingOf(file)]!;
  const head = new Uint8Array(await file.slice(0, SAVE_HEAD).arrayBuffer());
  const seen = faultOfSave(game, file.size, head);
  if (seen) return `${file.name} ${seen}`;
  const content = new Uint8Array(await file.arrayBuffer());
  const fault = await faultOfContent(game, content);
  return fault ? `${file.name} ${fault}` : { file, game, sha256: await sha256(content) };
}
