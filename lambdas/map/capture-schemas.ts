/** What lets a game take the screenshots, in the API: its save, and which part of its world. The form is that of schemas.ts. */
import * as z from 'zod';
import { CAPTURES_A_SIDE, GAME_SIZE, NEIGHBOUR_OVERLAP, SAVE_BYTES } from '../../lib/limits.ts';
import { SaveId, ShotName } from './field-schemas.ts';

export const GameName = z.enum(['openttd']).describe('The game that is started');

/** Of a capture: what games draw, and what a decoder and a registration like. */
const Side = z.int().min(256).max(8192);
const Step = z.int().min(128).max(8192);
/** The largest world of OpenTTD has 262,144 x 131,072 px; its grid is gone through, cell by cell. */
const Corner = z.int().min(0).max(1_000_000);
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

/** First bytes of the files that a game saves, and what such a file is called. */
const SAVES: Record<GameName, { begins: RegExp; what: string }> = {
  openttd: { begins: /^OTT[XZND]/, what: 'a save of OpenTTD (.sav)' },
};

/** What is wrong with a file that should be a save, behind its name: seen before it is uploaded. The game itself sees the rest. */
export function faultOfSave(game: GameName, content: Uint8Array): string | undefined {
  const { begins, what } = SAVES[game];
  if (content.length > SAVE_BYTES) return `has ${content.length} bytes, at most ${SAVE_BYTES}. Save a smaller world.`;
  if (begins.test(String.fromCharCode(...content.subarray(0, 4)))) return undefined;
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
