import { readFile, rm } from 'node:fs/promises';
import type { CaptureDriver } from '../../core/capture/driver.ts';
import { GameFailure } from '../../core/capture/game-failure.ts';
import type { World } from '../../core/games/game.ts';
import { openttd } from '../../core/games/openttd/openttd.ts';
import { tileAt } from '../../core/games/openttd/plane.ts';
import type { GameArea, GameBatch } from '../../workflow.ts';
import { bmpToPng } from './bmp-to-png.ts';
import { findProgram } from './find-program.ts';
import { type GameProcess, startGame } from './game-process.ts';
import { openttdArguments, openttdFolder, rowsBelow, screenshotFile } from './openttd-folder.ts';

export type OpenttdOptions = {
  /** Answers the save's bytes. */
  save: () => Promise<Uint8Array>;
  /** Where the game is; looked for on this machine when left out. */
  program?: () => Promise<string | undefined>;
  /** How long it may take, in seconds: far beyond what it takes on a busy machine (docs/games.md). */
  patience?: { start: number; capture: number };
};

const INSTALL =
  'On your own machine install it (Debian, Ubuntu: apt install openttd openttd-opengfx), on AWS deploy with "games": true ' +
  '(docs/games.md); then: tessera map redrive JOB';
const SAVE_AGAIN =
  'Give a save of an OpenTTD that is no newer than the one that captures (docs/games.md), as a new map.';

/** OpenTTD as a dedicated server with a real blitter: no display is needed, and its console takes the pictures. */
export function openttdDriver(batch: GameBatch, options: OpenttdOptions): CaptureDriver<GameArea> {
  const { patience = { start: 60, capture: 20 }, program: find = () => findProgram('openttd') } = options;
  let running: { game: GameProcess; folder: string; world: World } | undefined;
  let area: GameArea | undefined;
  let shots = 0;

  return {
    async start() {
      const program = await find();
      if (!program) throw GameFailure.refused('game_missing', 'OpenTTD is not installed here.', INSTALL);
      const save = await options.save();
      const world = openttd.survey(save);
      const folder = await openttdFolder(save);
      const game = startGame(folder, [program, ...openttdArguments(folder, batch.items[0]!.size)]);
      running = { game, folder, world };
      const refusal = loadRefusal();
      const loaded = await game.hear((line) => refusal(line) ?? (isLoaded(line) || undefined), {
        seconds: patience.start,
        for: 'while it loaded the save',
      });
      if (loaded === true) return;
      throw GameFailure.refused('save_refused', `OpenTTD refuses the save: ${loaded}.`, SAVE_AGAIN);
    },
    async goto(next) {
      area = next;
    },
    async capture() {
      if (!running || !area) throw new Error('start() and goto() come before capture().');
      const { game, folder, world } = running;
      const { nominal, size } = area;
      const middle: [number, number] = [
        nominal[0] + Math.floor(size.width / 2),
        nominal[1] + Math.floor(size.height / 2),
      ];
      const name = `shot${++shots}`;
      const answer = game.hear((line) => isSaved(line, name), { seconds: patience.capture, for: `at ${area.name}` });
      game.say(
        `tessera ${tileAt(world, middle).join(' ')} ${size.width} ${size.height + rowsBelow(size.width)} ${name}`,
      );
      if ((await answer) === 'failed')
        throw GameFailure.ended(`OpenTTD could not write its screenshot (${area.name}).`);
      const file = screenshotFile(folder, name);
      // Of a game that was killed just now the folder is gone already.
      const bmp = await readFile(file).catch((error: Error) => {
        throw GameFailure.ended(`The screenshot of OpenTTD is gone (${area?.name}): ${error.message}.`);
      });
      await rm(file, { force: true });
      return bmpToPng(bmp, size.height);
    },
    async stop() {
      await running?.game.end();
      running = undefined;
    },
  };
}

/** Told by the pause that follows the load; `still paused` of a game that was saved so. */
const isLoaded = (line: string): boolean => /\*\*\* Game (still )?paused/.test(line);

function isSaved(line: string, name: string): 'saved' | 'failed' | undefined {
  if (line.includes(`Screenshot successfully saved as '${name}.`)) return 'saved';
  return /screenshot failed/i.test(line) ? 'failed' : undefined;
}

/** The game says `Game Load Failed`, and why in the next line; then it would begin a new game. */
function loadRefusal(): (line: string) => string | undefined {
  let failed = false;
  return (line) => {
    if (failed) return line.trim() || 'Game Load Failed';
    failed = line.includes('Game Load Failed');
    return undefined;
  };
}
