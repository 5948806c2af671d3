/** What lets a game take the screenshots, in the API: its save, and which part of its world. The form is that of schemas.ts. */
import * as z from 'zod';
import { CAPTURES_A_SIDE, GAME_SIZE, NEIGHBOUR_OVERLAP, SAVE_BYTES } from '../../lib/limits.ts';
import { SaveId, ShotName } from './field-schemas.ts';

export const GameName = z.enum(['openttd']).describe('The game that is started');

/**
 * Sides of a game's capture in px, from what can still be registered to what a worker of 1,769 MB takes: it has three captures in hand,
 * each as the game's file and decoded, 400 MB together; and at 58 ms of CPU for 1.3 million px (docs/games.md), half more on Lambda,
 * a batch of 48 of them takes 55 s of the worker's 240. Of 8192 x 8192 px it would take all of them, and 1.6 GB.
 */
const GAME_SIDES = { least: 256, most: 4096 } as const;

/** Farthest from the top-left corner of a game's world that a capture may begin, in px: the largest of OpenTTD has 262,144 x 131,072. */
export const FARTHEST_CORNER = 1_000_000;

const Side = z.int().min(GAME_SIDES.least).max(GAME_SIDES.most);
const Step = z.int().min(128).max(GAME_SIDES.most);
const Corner = z.int().min(0).max(FARTHEST_CORNER);
const Count = z.int().min(1).max(CAPTURES_A_SIDE);

export const CaptureRequest = z
  .strictObject({
    driver: z.literal('game'),
    game: GameName,
    save: SaveId,
    size: z
      .tuple([Side, Side])
      .optional()
      .describe(`Of a capture in px; left out: ${GAME_SIZE.join(' x ')}`),
    step: z
      .tuple([Step, Step])
      .optional()
      .describe('From capture to capture in px, smaller than `size`; left out: about three quarters of it'),
    from: z
      .tuple([Corner, Corner])
      .optional()
      .describe("Top-left of the first capture, in px of the game's whole world"),
    columns: Count.optional().describe('Left out: as many as the world has from there on'),
    rows: Count.optional(),
  })
  .describe('The game is started with this save and takes the screenshots, of its whole world or of a part of it');

export const SaveTicketRequest = z.strictObject({
  name: ShotName,
  bytes: z.int().min(1).describe(`Exact size; above ${SAVE_BYTES} bytes the answer is 413`),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'Give the SHA-256 of the file as 64 hexadecimal digits in lower case.')
    .describe('Of the content, in hexadecimal'),
});
export const SaveTicket = z.object({
  save: SaveId,
  upload_url: z.url().describe('PUT the file here, without an Authorization header'),
  upload_headers: z
    .record(z.string(), z.string())
    .describe('Send exactly these with the PUT: the signature binds them'),
  expires_in: z.int().describe('Seconds until the upload URL expires'),
});

type View = { size?: [number, number] | undefined; step?: [number, number] | undefined };

/** Why captures every so many px make no map, a sentence with the remedy; undefined when they do. */
export function faultOfStep({ size: [width, height] = [...GAME_SIZE], step }: View): string | undefined {
  if (!step || (step[0] <= width - NEIGHBOUR_OVERLAP && step[1] <= height - NEIGHBOUR_OVERLAP)) return undefined;
  return `Captures of ${width} x ${height} px every ${step[0]} x ${step[1]} px share nothing that tells their places; take three quarters of their size.`;
}

/** Said of a file that it is. */
export const PACKED_BY_LZO = 'is packed as very old ones are (LZO). Open it in OpenTTD and save it again.';

/**
 * So much of a save is sent to know how large its world is, which stands behind the game's log: some hundred bytes, some kB for a game
 * with many NewGRFs. As base64 in a request a sixteenth of what Lambda takes.
 */
export const SAVE_START_BYTES = 256 * 1024;

/** First bytes of the files that a game saves, what such a file is called, and which of them nobody here unpacks. */
const SAVES: Record<GameName, { begins: RegExp; what: string; refused: [begins: RegExp, why: string][] }> = {
  openttd: { begins: /^OTT[XZN]/, what: 'a save of OpenTTD (.sav)', refused: [[/^OTTD/, PACKED_BY_LZO]] },
};
/** So many bytes of a file say whether it is a save. */
export const SAVE_HEAD = 4;

/**
 * What is wrong with a file that should be a save, behind its name: seen before it is read. The game itself sees the rest.
 * @param head its first SAVE_HEAD bytes
 */
export function faultOfSave(game: GameName, bytes: number, head: Uint8Array): string | undefined {
  const { begins, what, refused } = SAVES[game];
  if (bytes > SAVE_BYTES) return `has ${bytes} bytes, at most ${SAVE_BYTES}. Save a smaller world.`;
  const first = String.fromCharCode(...head.subarray(0, SAVE_HEAD));
  if (begins.test(first)) return undefined;
  const why = refused.find(([each]) => each.test(first))?.[1];
  if (why) return why;
  return `is not ${what}. Save the game again, and give that file.`;
}

type Sources = { shots?: unknown; capture?: View | undefined; exact: boolean };

/** What takes the screenshots must be said, and once. */
export function refuseBothOrNone({ shots, capture, exact }: Sources, context: z.RefinementCtx): void {
  const refuse = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
  if (!shots && !capture)
    refuse(['shots'], 'It is missing; give uploaded `shots`, or `capture` to let a game take them.');
  if (shots && capture)
    refuse(['capture'], 'A game takes the shots, or they were uploaded; leave out `shots` or `capture`.');
  const fault = capture && faultOfStep(capture);
  if (fault) refuse(['capture', 'step'], fault);
  if (capture && exact)
    refuse(['exact'], "The plan of a game's captures is about right only, hills are not in it; leave `exact` out.");
}

export type GameName = z.infer<typeof GameName>;
export type CaptureRequest = z.infer<typeof CaptureRequest>;
export type SaveTicketRequest = z.infer<typeof SaveTicketRequest>;
export type SaveTicket = z.infer<typeof SaveTicket>;
