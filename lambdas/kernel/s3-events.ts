/** What S3 tells a queue of objects (User Guide, "Event message structure"): versions 2.x only add fields. */
import * as z from 'zod';

/** An object that was made. */
export type CreatedObject = { key: string; at: Date };

const Created = z.object({
  eventName: z.string().startsWith('ObjectCreated:', 'Only objects that were made are of interest here.'),
  eventTime: z.iso.datetime(),
  // Keys are form-encoded: a space is `+`.
  s3: z.object({ object: z.object({ key: z.string() }) }),
});

/** The objects that a message speaks of: none where S3 tries whether it may send, which it does when it is configured. */
export const CreatedObjects = z
  .union([z.object({ Event: z.literal('s3:TestEvent') }), z.object({ Records: z.array(Created) })])
  .transform((message): CreatedObject[] =>
    'Event' in message
      ? []
      : message.Records.map(({ eventTime, s3 }) => ({
          key: decodeURIComponent(s3.object.key.replaceAll('+', ' ')),
          at: new Date(eventTime),
        })),
  );
