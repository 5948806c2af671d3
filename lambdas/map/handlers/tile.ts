import { workerHandler } from '../../kernel/step.ts';
import { connectTiler } from '../adapters/tiler-ports.ts';
import { tileBatch } from '../core/tiling/tile-batch.ts';
import type { TileBatch } from '../workflow.ts';

const ports = connectTiler();

/** Worker of the stage tile. */
export const handler = workerHandler((batch: TileBatch) => tileBatch(batch, ports));
