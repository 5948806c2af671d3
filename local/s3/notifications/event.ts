/** Events as S3 tells them: version 2.1 of its message structure (User Guide, "Event message structure"). */
import type { Call } from '../call.ts';
import type { StoredObject } from '../store/objects.ts';
import type { Destination, EventName } from './configuration.ts';

/** What happened to an object, by which request. */
export type ObjectEvent = {
  name: EventName;
  /** Epoch ms. */
  at: number;
  region: string;
  /** ARN of whoever asked. */
  principal: string;
  address: string;
  requestId: string;
};

/** What became of the object: nothing is said of one that has gone. */
export type Outcome = Pick<StoredObject, 'bucket' | 'key'> & Partial<Pick<StoredObject, 'size' | 'etag'>>;

export const eventOf = ({ now, region, verified, response }: Call, name: EventName): ObjectEvent => ({
  ...{ name, at: now.getTime(), region, principal: verified.principal.arn },
  address: response.req.socket?.remoteAddress ?? '127.0.0.1',
  requestId: String(response.getHeader('x-amz-request-id')),
});

/** Form encoding, as Java's URLEncoder writes it, with slashes as they are: a space is `+`. */
const encodedKey = (key: string) =>
  encodeURIComponent(key)
    .replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+');

/** Ids are names here: `ROLE:SESSION`, or a user's. */
const nameOf = (arn: string) => /:(?:assumed-role|role|user)\/(.+)$/.exec(arn)?.[1]?.replaceAll('/', ':') ?? arn;

/** Whoever answered, as `x-amz-id-2` names it: there is one. */
const HOST = Buffer.from('the local S3').toString('base64');

/** The message for one destination. @param sequencer grows with each event of a key; texts compare as their numbers do */
export const messageOf = (event: ObjectEvent, outcome: Outcome, { id }: Destination, sequencer: string): string => {
  const { bucket, key, size, etag } = outcome;
  const record = {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: event.region,
    eventTime: new Date(event.at).toISOString(),
    eventName: event.name,
    userIdentity: { principalId: `AWS:${nameOf(event.principal)}` },
    requestParameters: { sourceIPAddress: event.address },
    responseElements: { 'x-amz-request-id': event.requestId, 'x-amz-id-2': HOST },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: id,
      bucket: { name: bucket, ownerIdentity: { principalId: 'tessera' }, arn: `arn:aws:s3:::${bucket}` },
      object: { key: encodedKey(key), size, eTag: etag, sequencer },
    },
  };
  return JSON.stringify({ Records: [record] });
};

/** What a destination gets when a configuration names it. */
export const testMessageOf = (bucket: string, at: Date, requestId: string): string =>
  JSON.stringify({
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: at.toISOString(),
    Bucket: bucket,
    RequestId: requestId,
    HostId: HOST,
  });
