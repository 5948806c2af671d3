/** Event source mappings of the templates: which function works on which queue. */
import { beginMapping, type MappingDefinition, type MappingPorts } from '../lambda/queue-mapping.ts';
import type { Authorize, Report } from '../service.ts';
import { queueUrl } from '../sqs/arns.ts';
import { functionCaller } from './callers.ts';
import type { Deployed, Deployment } from './deployed.ts';
import { functionArn, functionName, queueArn, queueName } from './identity.ts';
import type { Rooms, Undo } from './rooms.ts';

type Sqs = MappingPorts['sqs'];

/** Defaults of Lambda: messages of a batch, seconds of a function's timeout. */
const BATCH_SIZE = 10;
const TIMEOUT_SECONDS = 3;

/**
 * Checks the mappings as Lambda does when they are made, and begins to read their queues. What an earlier start was working on is
 * visible again at once: its functions ended with it.
 * @param options.workers most processes of one function: more calls at once would only wait, while their messages' time runs out
 * @throws Error naming the mapping by its path
 */
export async function beginMappings(
  deployment: Deployment,
  options: { rooms: Rooms; authorize: Authorize; workers: number; report: Report },
  undo: Undo,
): Promise<void> {
  const { rooms, authorize, workers, report } = options;
  const begun: ReturnType<typeof beginMapping>[] = [];
  undo.push(() => Promise.all(begun.map((each) => each.close())));
  for (const mapping of deployment.ofType('AWS::Lambda::EventSourceMapping')) {
    if (mapping.properties.Enabled === false) continue;
    const { definition, fn } = mappingOf(mapping, deployment, workers);
    const role = functionCaller(fn);
    const sqs: Sqs = (operation, request, signal) => rooms.sqs.call(operation, request, role, signal);
    await checkQueue(mapping, { definition, fn, authorize }, sqs);
    rooms.sqs.release(definition.queueUrl);
    begun.push(beginMapping(definition, { sqs, invoke: rooms.functions.invoke, report }));
  }
}

/** What the template says, and the function that it names. */
function mappingOf(
  { resource, properties }: Deployed,
  deployment: Deployment,
  workers: number,
): { definition: MappingDefinition; fn: Deployed } {
  const refuse = (what: string) => new Error(`${resource.path}: ${what}`);
  const { EventSourceArn, FunctionName, FunctionResponseTypes = [], ScalingConfig } = properties;
  const fn = deployment
    .ofType('AWS::Lambda::Function')
    .find((each) => [functionName(each.resource), functionArn(each.resource)].includes(FunctionName));
  if (!fn) throw refuse(`the function ${FunctionName} is not in the templates.`);
  const queue = deployment.ofType('AWS::SQS::Queue').find((each) => queueArn(each.resource) === EventSourceArn);
  if (!queue)
    throw refuse(`the event source ${EventSourceArn} is no queue of the templates; no other kind is read here.`);
  const batchSize = Number(properties.BatchSize ?? BATCH_SIZE);
  const window = Number(properties.MaximumBatchingWindowInSeconds ?? 0);
  const concurrency = Number(ScalingConfig?.MaximumConcurrency ?? workers);
  if (!within(batchSize, 1, 10_000)) throw refuse('BatchSize must be from 1 to 10000.');
  if (!within(window, 0, 300)) throw refuse('MaximumBatchingWindowInSeconds must be from 0 to 300.');
  if (batchSize > 10 && window < 1)
    throw refuse('Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10.');
  if (ScalingConfig?.MaximumConcurrency !== undefined && !within(concurrency, 2, 1000))
    throw refuse('MaximumConcurrency must be from 2 to 1000.');
  const other = FunctionResponseTypes.find((type: string) => type !== 'ReportBatchItemFailures');
  if (other) throw refuse(`FunctionResponseTypes: ${other} is not known here.`);
  return {
    fn,
    definition: {
      functionName: functionName(fn.resource),
      queueUrl: queueUrl('', queueName(queue.resource)),
      queueArn: EventSourceArn,
      batchSize,
      windowMs: window * 1000,
      concurrency: Math.min(concurrency, workers),
      reportsFailures: FunctionResponseTypes.length > 0,
    },
  };
}

const within = (value: number, least: number, most: number) =>
  Number.isInteger(value) && value >= least && value <= most;

type Check = { definition: MappingDefinition; fn: Deployed; authorize: Authorize };

/** Lambda makes no mapping whose role may not read the queue, or whose function may outlast the queue's patience. */
async function checkQueue({ resource }: Deployed, { definition, fn, authorize }: Check, sqs: Sqs): Promise<void> {
  const { queueUrl: QueueUrl, queueArn: arn, functionName: name } = definition;
  try {
    for (const action of ['sqs:ReceiveMessage', 'sqs:DeleteMessage'])
      authorize({ principal: functionCaller(fn), action, resource: arn });
    const { Attributes } = await sqs('GetQueueAttributes', { QueueUrl, AttributeNames: ['VisibilityTimeout'] });
    const visibility = Number((Attributes as Record<string, string>).VisibilityTimeout);
    const timeout = Number(fn.properties.Timeout ?? TIMEOUT_SECONDS);
    if (visibility < timeout)
      throw new Error(
        `Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${timeout} seconds of ${name}`,
      );
  } catch (error) {
    throw new Error(`${resource.path}: ${(error as Error).message}`, { cause: error });
  }
}
