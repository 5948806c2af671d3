/** The notification configuration of a bucket as a document; `notifications/` obeys it. */
import { receiveText } from '../body/receive.ts';
import { answer, answerXml, type Call } from '../call.ts';
import { malformedXml, notImplemented, S3Error } from '../errors.ts';
import { type Destination, type GivenDestination, readDestinations } from '../notifications/configuration.ts';
import { type Targets, Unreachable } from '../notifications/deliveries.ts';
import { testMessageOf } from '../notifications/event.ts';
import { childrenOf, itemsOf, readDocument, textsOf } from '../xml.ts';

/** Elements of the document by the kind of destination, and the one within that holds its ARN. */
const ELEMENTS = {
  queue: ['QueueConfiguration', 'Queue'],
  function: ['CloudFunctionConfiguration', 'CloudFunction'],
} as const;

function readElement(kind: Destination['kind'], element: unknown): GivenDestination {
  const { Id, Event, Filter, ...fields } = childrenOf(element);
  const [arn] = textsOf(fields[ELEMENTS[kind][1]]);
  const events = textsOf(Event);
  if (!arn || events.length === 0) throw malformedXml();
  const rules = Filter === undefined ? [] : itemsOf(childrenOf(childrenOf(Filter).S3Key ?? ''), 'FilterRule');
  return {
    ...{ kind, arn, events, id: textsOf(Id)[0] },
    rules: rules.map(({ Name = '', Value = '' }) => ({ name: Name, value: Value })),
  };
}

/**
 * Every destination by itself, so that one answer names all that cannot be told.
 * @throws S3Error InvalidArgument, as the service says it
 */
export async function checkDestinations(
  destinations: Destination[],
  { bucket, test, targets }: { bucket: string; test: string; targets: Targets },
): Promise<void> {
  const refused: [string, string][] = [];
  for (const destination of destinations) {
    try {
      await targets.check(destination, `arn:aws:s3:::${bucket}`, test);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      refused.push([destination.arn, error.message]);
    }
  }
  if (refused.length === 0) return;
  const fields = refused.flatMap(([arn, why], index) => [
    [`ArgumentName${index + 1}`, arn],
    [`ArgumentValue${index + 1}`, why],
  ]);
  const message = 'Unable to validate the following destination configurations';
  throw new S3Error('InvalidArgument', 400, message, { fields: Object.fromEntries(fields) });
}

export async function putBucketNotification(call: Call) {
  const document = readDocument(await receiveText(call.body), 'NotificationConfiguration');
  for (const name of ['TopicConfiguration', 'EventBridgeConfiguration'])
    if (name in document) throw notImplemented(`${name} of a bucket's notifications`);
  const given = (Object.keys(ELEMENTS) as Destination['kind'][]).flatMap((kind) =>
    [document[ELEMENTS[kind][0]] ?? []].flat().map((element) => readElement(kind, element)),
  );
  const destinations = readDestinations(given);
  const { bucket, store, targets, now, response } = call;
  if (call.headers['x-amz-skip-destination-validation']?.toLowerCase() !== 'true') {
    const test = testMessageOf(bucket, now, String(response.getHeader('x-amz-request-id')));
    await checkDestinations(destinations, { bucket, test, targets });
  }
  store.notices.configure(bucket, destinations);
  answer(call, 200);
}

export function getBucketNotification(call: Call) {
  const destinations = call.store.notices.destinations(call.bucket);
  const elements = (Object.keys(ELEMENTS) as Destination['kind'][]).map((kind) => {
    const [name, target] = ELEMENTS[kind];
    const those = destinations.filter((each) => each.kind === kind);
    return [
      name,
      those.map(({ id, arn, events, rules }) => ({
        Id: id,
        [target]: arn,
        Event: events,
        Filter:
          rules.length === 0
            ? undefined
            : { S3Key: { FilterRule: rules.map(({ name: Name, value }) => ({ Name, Value: value })) } },
      })),
    ];
  });
  answerXml(call, 'NotificationConfiguration', Object.fromEntries(elements));
}
