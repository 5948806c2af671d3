/** The queue in which the bucket says what has come, as whoever runs the platform sees it. */
import {
  GetQueueAttributesCommand,
  ListQueuesCommand,
  type QueueAttributeName,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { operator } from './operator.ts';

const COUNTS: QueueAttributeName[] = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
];

/** @param directory the platform's data folder */
export async function arrivalsOf(url: string, directory: string) {
  const sqs = new SQSClient(await operator(url, directory));
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  const urlOf = (end: string) => QueueUrls.find((each) => each.endsWith(end))!;
  const messages = async (QueueUrl: string) => {
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: COUNTS }));
    return COUNTS.reduce((sum, name) => sum + Number(Attributes![name]), 0);
  };
  return {
    /** Told after so long, instead of the minute for which whoever sent a photo may say so himself. Until the next start. */
    hurry: (seconds: number) =>
      sqs.send(
        new SetQueueAttributesCommand({
          QueueUrl: urlOf('-ArrivalsQueue'),
          Attributes: { DelaySeconds: String(seconds) },
        }),
      ),
    /** Messages that wait or are worked on, and dead letters. */
    counts: async () => ({
      waiting: await messages(urlOf('-ArrivalsQueue')),
      dead: await messages(urlOf('-ArrivalsQueueDead')),
    }),
  };
}
