import type { CaptureRequest, GameName } from './capture-schemas.ts';

/** Which part of a game's world is captured, and how: all of it in the usual way where nothing is said. */
export type CaptureView = Omit<CaptureRequest, 'driver' | 'game' | 'save'>;

/** What the request of a job said of a game's capture, with its save as it was uploaded. */
export type GameCapture = CaptureView & {
  game: GameName;
  save: { id: string; name: string; key: string; sha256: string; bytes: number; type: string };
};
