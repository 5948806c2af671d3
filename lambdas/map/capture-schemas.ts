/** What lets a game take the screenshots, in the API: its save, and which part of its world. The form is that of schemas.ts. */
import * as z from 'zod';
import { GAME_SIZE, NEIGHBOUR_OVERLAP, SAVE_BYTES } from '../../lib/limits.ts';
import { SaveId, ShotName } from './field-schemas.ts';

export const GameName = z.enum(['openttd']).describe('The game that is started');

/** Of a capture: what games draw, and what a decoder and a registration like. */
const Side = z.int().min(256).max(8192);
const Step = z.int().min(128).max(8192);
/** The largest world of OpenTTD has 262,144 x 131,072 px; its grid is gone through, cell by cell. */
const Corner = z.int().min(0).max(1_000_000);
const Count = z.int().min(1).max(1000);

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

type Sources = { shots?: unknown; capture?: { size?: [number, number]; step?: [number, number] }; exact: boolean };

/** What takes the screenshots must be said, and once. */
export function refuseBothOrNone({ shots, capture, exact }: Sources, context: z.RefinementCtx): void {
  const refuse = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
  if (!shots && !capture)
    refuse(['shots'], 'It is missing; give uploaded `shots`, or `capture` to let a game take them.');
  if (shots && capture)
    refuse(['capture'], 'A game takes the shots, or they were uploaded; leave out `shots` or `capture`.');
  const { size: [width, height] = GAME_SIZE, step: [across, down] = [0, 0] } = capture ?? {};
  if (across > width - NEIGHBOUR_OVERLAP || down > height - NEIGHBOUR_OVERLAP)
    refuse(
      ['capture', 'step'],
      `Captures of ${width} x ${height} px every ${across} x ${down} px share nothing that tells their places; take a smaller step, three quarters of the size.`,
    );
  if (capture && exact)
    refuse(['exact'], "The plan of a game's captures is about right only, hills are not in it; leave `exact` out.");
}

export type CaptureRequest = z.infer<typeof CaptureRequest>;
export type SaveTicketRequest = z.infer<typeof SaveTicketRequest>;
export type SaveTicket = z.infer<typeof SaveTicket>;
