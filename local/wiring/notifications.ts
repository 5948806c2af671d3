/** Whom buckets tell of what happens in them: queues and functions, as their policies let S3. */
import { invokePermission } from '../iam/api-calls.ts';
import { actingFor } from '../iam/principal.ts';
import type { Asynchronous } from '../lambda/asynchronous.ts';
import type { GivenDestination } from '../s3/notifications/configuration.ts';
import { type Targets, Unreachable } from '../s3/notifications/deliveries.ts';
import type { S3Room } from '../s3/server.ts';
import type { Authorize } from '../service.ts';
import { nameOfArn, queueUrl } from '../sqs/arns.ts';
import type { SqsRoom } from '../sqs/server.ts';
import type { Deployed, Deployment } from './deployed.ts';
import { bucketName } from './identity.ts';
import type { InvokeAs } from './invocations.ts';

/** S3, speaking for one of its buckets. */
const bucketCaller = (bucketArn: string) => actingFor('s3.amazonaws.com', bucketArn);
const functionOf = (arn: string) => arn.split(':function:').at(-1)!;

/**
 * @param options.sqs asked when somebody is told, not before
 * @param options.authorize without it nobody's policies are evaluated
 */
export function notificationTargets(options: {
  sqs: () => Pick<SqsRoom, 'call'>;
  invokeAs: InvokeAs;
  asynchronous: Pick<Asynchronous, 'failed'>;
  authorize?: Authorize | undefined;
}): Targets {
  const { sqs, invokeAs, asynchronous, authorize } = options;
  const send = async (arn: string, bucketArn: string, MessageBody: string) => {
    const request = { QueueUrl: queueUrl('', nameOfArn(arn) ?? arn), MessageBody };
    await sqs().call('SendMessage', request, bucketCaller(bucketArn));
  };
  return {
    async check({ kind, arn }, bucketArn, test) {
      try {
        if (kind === 'queue') await send(arn, bucketArn, test);
        else authorize?.({ principal: bucketCaller(bucketArn), ...invokePermission(functionOf(arn)) });
      } catch (error) {
        throw new Unreachable(refusalOf(kind, error as Error), { cause: error });
      }
    },
    async tell(arn, bucketArn, message) {
      if (arn.startsWith('arn:aws:sqs:')) await send(arn, bucketArn, message);
      else await invokeAs(bucketCaller(bucketArn))(functionOf(arn), JSON.parse(message));
    },
    failed: ({ arn, message, ...call }, error) =>
      asynchronous.failed({ functionArn: arn, payload: JSON.parse(message), ...call }, error),
  };
}

/** In the words of the service. */
function refusalOf(kind: GivenDestination['kind'], { name }: Error): string {
  const what = kind === 'queue' ? 'queue' : 'Lambda function';
  if (name === 'QueueDoesNotExist') return `The destination ${what} does not exist`;
  if (name.startsWith('AccessDenied'))
    return `Permissions on the destination ${what} do not allow S3 to publish notifications from this bucket`;
  return `The destination ${what} does not answer`;
}

/** @throws Error naming a bucket by its path whose notifications the service would refuse, too */
export async function ensureNotifications(
  deployment: Deployment,
  s3: Pick<S3Room, 'ensureNotifications'>,
): Promise<void> {
  for (const bucket of deployment.ofType('AWS::S3::Bucket')) {
    try {
      await s3.ensureNotifications(bucketName(bucket.resource), destinationsOf(bucket));
    } catch (error) {
      const { message, fields = {} } = error as Error & { fields?: Record<string, string> };
      const about = Object.values(fields).join(': ');
      throw new Error(`${bucket.resource.path}: ${message}${about && ` (${about})`}`, { cause: error });
    }
  }
}

type Configuration = { Event: string; Filter?: { S3Key: { Rules: { Name: string; Value: string }[] } } };

/** CloudFormation has one event for each. */
function destinationsOf({ properties }: Deployed): GivenDestination[] {
  const { QueueConfigurations = [], LambdaConfigurations = [] } = properties.NotificationConfiguration ?? {};
  const read = (kind: GivenDestination['kind'], arn: string, { Event, Filter }: Configuration) => ({
    ...{ kind, arn, events: [Event] },
    rules: (Filter?.S3Key.Rules ?? []).map(({ Name, Value }) => ({ name: Name, value: Value })),
  });
  return [
    ...QueueConfigurations.map((each: Configuration & { Queue: string }) => read('queue', each.Queue, each)),
    ...LambdaConfigurations.map((each: Configuration & { Function: string }) => read('function', each.Function, each)),
  ];
}
