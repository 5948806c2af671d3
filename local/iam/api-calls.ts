/**
 * What each API call needs: its actions, and the resources that they are on (Service Authorization Reference). One table for
 * every service of the twin; the rooms ask it and then the account.
 */
import { LOCAL } from '../../lib/limits.ts';

export type Permission = { action: string; resource: string };

/** By operation; the bucket or the object of the request is the resource. */
export const S3_ACTIONS = {
  ListBuckets: 's3:ListAllMyBuckets',
  CreateBucket: 's3:CreateBucket',
  DeleteBucket: 's3:DeleteBucket',
  HeadBucket: 's3:ListBucket',
  GetBucketLocation: 's3:GetBucketLocation',
  PutBucketCors: 's3:PutBucketCORS',
  GetBucketCors: 's3:GetBucketCORS',
  DeleteBucketCors: 's3:PutBucketCORS',
  PutBucketNotificationConfiguration: 's3:PutBucketNotification',
  GetBucketNotificationConfiguration: 's3:GetBucketNotification',
  /** With the condition key s3:prefix. */
  ListObjects: 's3:ListBucket',
  ListObjectsV2: 's3:ListBucket',
  GetObject: 's3:GetObject',
  HeadObject: 's3:GetObject',
  /** On the bucket, when a read finds nothing: who may not list it gets 403 instead of 404. */
  AbsentObject: 's3:ListBucket',
  GetObjectAttributes: 's3:GetObjectAttributes',
  PutObject: 's3:PutObject',
  DeleteObject: 's3:DeleteObject',
  /** DeleteObjects, on every key by itself. */
  DeleteEach: 's3:DeleteObject',
  CopyObject: 's3:PutObject',
  /** CopyObject and UploadPartCopy, on the other side. */
  CopySource: 's3:GetObject',
  ListMultipartUploads: 's3:ListBucketMultipartUploads',
  CreateMultipartUpload: 's3:PutObject',
  UploadPart: 's3:PutObject',
  UploadPartCopy: 's3:PutObject',
  CompleteMultipartUpload: 's3:PutObject',
  AbortMultipartUpload: 's3:AbortMultipartUpload',
  ListParts: 's3:ListMultipartUploadParts',
} as const;

const TRANSACT_ACTIONS: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};
type Parameters = Record<string, unknown>;

const tableArn = (table: unknown) =>
  String(table).startsWith('arn:')
    ? String(table)
    : `arn:aws:dynamodb:${LOCAL.region}:${LOCAL.account}:table/${table ?? '*'}`;
const entries = (value: unknown) => Object.entries(value && typeof value === 'object' ? value : {});

/**
 * A transaction needs the actions of its items, a batch its own action on every table, a query on an index the index. What is
 * no transaction or batch at all needs nothing: it is refused as invalid.
 */
export function dynamodbPermissions(operation: string, parameters: Parameters): Permission[] {
  const { TransactItems, RequestItems, TableName, ResourceArn, IndexName } = parameters;
  const action = `dynamodb:${operation}`;
  if (operation.startsWith('Transact')) {
    return [TransactItems ?? []].flat().flatMap((item) =>
      entries(item).map(([kind, of]) => ({
        action: `dynamodb:${TRANSACT_ACTIONS[kind] ?? kind}`,
        resource: tableArn((of as Parameters | null)?.TableName),
      })),
    );
  }
  if (operation.startsWith('Batch'))
    return entries(RequestItems).map(([table]) => ({ action, resource: tableArn(table) }));
  const table = tableArn(TableName ?? ResourceArn);
  return [{ action, resource: IndexName ? `${table}/index/${IndexName}` : table }];
}

/** Which parameter names the resource; the actions that have none ask for all. */
const STATES_RESOURCES: Record<string, string> = {
  StartExecution: 'stateMachineArn',
  StartSyncExecution: 'stateMachineArn',
  ListExecutions: 'stateMachineArn',
  DescribeStateMachine: 'stateMachineArn',
  UpdateStateMachine: 'stateMachineArn',
  DeleteStateMachine: 'stateMachineArn',
  DescribeExecution: 'executionArn',
  StopExecution: 'executionArn',
  RedriveExecution: 'executionArn',
  GetExecutionHistory: 'executionArn',
  ListMapRuns: 'executionArn',
  DescribeMapRun: 'mapRunArn',
};

export function statesPermission(operation: string, parameters: Parameters): Permission {
  const named = parameters[STATES_RESOURCES[operation] ?? ''];
  return { action: `states:${operation}`, resource: typeof named === 'string' ? named : '*' };
}

const queueArn = (name: unknown) => `arn:aws:sqs:${LOCAL.region}:${LOCAL.account}:${name}`;

/** The queue that a request names: by its URL, its name, its ARN, or the handle of a task that moves its messages. */
function queueOf({ QueueUrl, QueueName, SourceArn, TaskHandle }: Parameters): string {
  if (typeof QueueUrl === 'string') return queueArn(QueueUrl.split('/').at(-1));
  if (typeof QueueName === 'string') return queueArn(QueueName);
  if (typeof SourceArn === 'string') return SourceArn;
  const handle = Buffer.from(String(TaskHandle ?? ''), 'base64').toString();
  return /"sourceArn":"([^"]+)"/.exec(handle)?.[1] ?? '*';
}

/** A batch needs the action of its entries; moving dead letters also what it does to them (Developer Guide, "dead-letter queue redrive"). */
export function sqsPermissions(operation: string, parameters: Parameters): Permission[] {
  if (operation === 'ListQueues') return [{ action: 'sqs:ListQueues', resource: '*' }];
  const resource = queueOf(parameters);
  const own = {
    action: `sqs:${operation.replace(/^(Send|Delete|ChangeMessageVisibility)(.*)Batch$/, '$1$2')}`,
    resource,
  };
  if (!operation.includes('MessageMoveTask')) return [own];
  const moving = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((name) => ({
    action: `sqs:${name}`,
    resource,
  }));
  const { DestinationArn } = parameters;
  const sent = typeof DestinationArn === 'string' ? [{ action: 'sqs:SendMessage', resource: DestinationArn }] : [];
  return [own, ...moving, ...sent];
}

/** What concerns no secret by itself. */
const ON_ALL_SECRETS = ['GetRandomPassword', 'ListSecrets'];

/**
 * A secret that is made with tags needs the right to tag it, too.
 * @param arnOf the ARN of the secret that a request names; where there is none, nobody is allowed anything on it but by its name
 */
export function secretsPermissions(
  operation: string,
  { SecretId, Name, Tags }: Parameters,
  arnOf: (named: string) => string | undefined,
): Permission[] {
  const action = `secretsmanager:${operation}`;
  if (ON_ALL_SECRETS.includes(operation)) return [{ action, resource: '*' }];
  const named = String(SecretId ?? Name ?? '');
  const given = named.startsWith('arn:')
    ? named
    : `arn:aws:secretsmanager:${LOCAL.region}:${LOCAL.account}:secret:${named}`;
  const resource = arnOf(named) ?? given;
  const isTagged = operation === 'CreateSecret' && Array.isArray(Tags) && Tags.length > 0;
  return [{ action, resource }, ...(isTagged ? [{ action: 'secretsmanager:TagResource', resource }] : [])];
}

/** Calling a function, by whoever does: a route of the API, a rule, a state machine. */
export const invokePermission = (functionName: string): Permission => ({
  action: 'lambda:InvokeFunction',
  resource: `arn:aws:lambda:${LOCAL.region}:${LOCAL.account}:function:${functionName}`,
});
