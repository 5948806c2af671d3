import { workerHandler } from '../../kernel/step.ts';
import { connectRegistration } from '../adapters/registration-ports.ts';
import { coordsBatch } from '../core/coords-batch.ts';
import type { Batch, CoordsItem } from '../workflow.ts';

const connected = connectRegistration();

/** Worker of the stage coords. */
export const handler = workerHandler(async (batch: Batch<CoordsItem>) => coordsBatch(batch, await connected));
