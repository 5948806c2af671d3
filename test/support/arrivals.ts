/** The queue in which the bucket says what has come, as whoever runs the platform sees it. */
import {
  GetBucketNotificationConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  GetQueueAttributesCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  type QueueAttributeName,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { operator } from './operator.ts';

const BUCKET = 'tessera-storage-work-bucket';
const COUNTS: QueueAttributeName[] = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
];

/** @param directory the platform's data folder */
export async function arrivalsOf(url: string, directory: string) {
  const settings = await operator(url, directory);
  const sqs = new SQSClient(settings);
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
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
    /** What the bucket has said goes unheard: its first word, a test of whether it may, would wait for its minute. */
    forget: () => sqs.send(new PurgeQueueCommand({ QueueUrl: urlOf('-ArrivalsQueue') })),
    /** The bucket is told anew whom to tell, and tries that again. */
    tryAgain: async () => {
      const { $metadata: _, ...whom } = await s3.send(
        new GetBucketNotificationConfigurationCommand({ Bucket: BUCKET }),
      );
      await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket: BUCKET, NotificationConfiguration: whom }));
    },
    /** Messages that wait or are worked on, and dead letters. */
    counts: async () => ({
      waiting: await messages(urlOf('-ArrivalsQueue')),
      dead: await messages(urlOf('-ArrivalsQueueDead')),
    }),
  };
}
