import { connectSqs, sqsSender } from '../../kernel/queue-messages.ts';
import type { DeletionMessage, VariantsMessage } from '../message-schemas.ts';

/** To the worker that makes what people see of a photo. */
export const variantsQueue = ({ VARIANTS_QUEUE_URL }: { VARIANTS_QUEUE_URL: string }) =>
  sqsSender<VariantsMessage>(connectSqs(), VARIANTS_QUEUE_URL);

/** To the worker that removes what is deleted. */
export const deletionsQueue = ({ DELETIONS_QUEUE_URL }: { DELETIONS_QUEUE_URL: string }) =>
  sqsSender<DeletionMessage>(connectSqs(), DELETIONS_QUEUE_URL);
