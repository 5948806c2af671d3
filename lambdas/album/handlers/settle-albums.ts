import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { stepHandler } from '../../kernel/step.ts';
import { deletionsQueue, variantsQueue } from '../adapters/connect-queues.ts';
import { dynamodbUnsettled } from '../adapters/dynamodb-unsettled.ts';
import { settleUnsettled } from '../core/photos/settle.ts';

const env = readEnv('ALBUM_TABLE', 'VARIANTS_QUEUE_URL', 'DELETIONS_QUEUE_URL');
const tools = {
  unsettled: dynamodbUnsettled(connectDocuments(), env.ALBUM_TABLE),
  variants: variantsQueue(env),
  remove: deletionsQueue(env),
  clock: systemClock,
};

/** What should have been done by now is asked for again. */
export const handler = stepHandler(() => settleUnsettled(tools));
