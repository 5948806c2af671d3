import { stepHandler } from '../../kernel/step.ts';
import { coordsBatch } from '../core/coords-batch.ts';

/** Worker of the stage coords. */
export const handler = stepHandler(coordsBatch);
