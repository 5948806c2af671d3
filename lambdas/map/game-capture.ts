import type { CaptureRequest } from './capture-schemas.ts';
import type { GameName } from './workflow.ts';

/** What the request of a job said of a game's capture, with its save as it was uploaded. */
export type GameCapture = Omit<CaptureRequest, 'driver' | 'game' | 'save'> & {
  game: GameName;
  save: { id: string; name: string; key: string; sha256: string; bytes: number; type: string };
};
