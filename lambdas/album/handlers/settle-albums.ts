import { systemClock } from '../../kernel/clock.ts';
import { connectDocuments } from '../../kernel/documents.ts';
import { readEnv } from '../../kernel/env.ts';
import { connectSqs, sqsSender } from '../../kernel/queue-messages.ts';
import { stepHandler } from '../../kernel/step.ts';
import { dynamodbUnsettled } from '../adapters/dynamodb-unsettled.ts';
import { settleUnsettled } from '../core/photos/settle.ts';
import type { DeletionMessage, VariantsMessage } from '../message-schemas.ts';

const env = readEnv('ALBUM_TABLE', 'VARIANTS_QUEUE_URL', 'DELETIONS_QUEUE_URL');
const sqs = connectSqs();
const tools = {
  unsettled: dynamodbUnsettled(connectDocuments(), env.ALBUM_TABLE),
  variants: sqsSender<VariantsMessage>(sqs, env.VARIANTS_QUEUE_URL),
  remove: sqsSender<DeletionMessage>(sqs, env.DELETIONS_QUEUE_URL),
  clock: systemClock,
};

/** What should have been done by now is asked for again. */
export const handler = stepHandler(() => settleUnsettled(tools));
