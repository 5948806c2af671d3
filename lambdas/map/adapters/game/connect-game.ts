import type { GameName } from '../../capture-schemas.ts';
import type { CaptureDriver } from '../../core/capture/driver.ts';
import { readSave } from '../../core/capture/read-save.ts';
import type { ObjectStore } from '../../ports/objects.ts';
import type { GameArea, GameBatch } from '../../workflow.ts';
import { openttdDriver } from './openttd-driver.ts';

type Connect = (batch: GameBatch, options: { save: () => Promise<Uint8Array> }) => CaptureDriver<GameArea>;

const DRIVERS: Record<GameName, Connect> = { openttd: openttdDriver };

/** The driver of the batch's game, with its save. */
export const connectGame = (batch: GameBatch, work: ObjectStore): CaptureDriver<GameArea> =>
  DRIVERS[batch.game.name](batch, { save: () => readSave(batch.game, work) });
