/**
 * Permissions that no run on the local twin uses, each with its reason. Whoever adds a right adds its use to
 * test/support/permissions/whole-use.ts; only what cannot happen there belongs on this list. A reason for a permission that is
 * used, or that no template grants, fails the test as well.
 */
import { findProgram } from '../../lambdas/map/adapters/game/find-program.ts';

export type Unused = {
  /** Name of the role, or of the bucket whose policy it is; `every role` for all roles that have it. */
  holder: string;
  actions: string[];
  /** Exactly this resource; all of them without it. */
  resource?: string;
  because: string;
  /** It depends on the moment whether it is used. */
  sometimes?: true;
};

const CDK_ROLE = 'TesseraDelivery-Custom-CDKBucketDeployment8693BB6496894-d9c7c0d3';
const CDK = "CDK's own function that copies the site; its rights come with the CDK version.";
const BY_STATEMENT = 'CDK names bucket and objects in one statement; this action is only for the other kind.';
const GONE =
  'Asked only when a file that an earlier step wrote has gone: then the error names the file and the remedy, where S3 would ' +
  'else answer 403.';
const NO_ACCESS_LOGS = 'The twin writes no access logs of buckets.';

const hasGame = (await findProgram('openttd')) !== undefined;

export const UNUSED: Unused[] = [
  ...(hasGame
    ? []
    : [
        {
          holder: 'TesseraMap-CaptureGameRole',
          actions: ['s3:PutObject'],
          because: 'OpenTTD is not installed here: nothing is taken.',
        },
      ]),
  {
    holder: 'every role',
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
    because: 'The twin has neither CloudWatch Logs nor X-Ray: functions write to its output.',
  },
  {
    holder: 'every role',
    actions: [
      'logs:CreateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:DescribeLogGroups',
      'logs:DescribeResourcePolicies',
      'logs:GetLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:UpdateLogDelivery',
      'xray:GetSamplingRules',
      'xray:GetSamplingTargets',
    ],
    because: 'How Step Functions sets up its own logs and traces; the twin has neither.',
  },
  {
    holder: 'TesseraMap-BuildRole',
    actions: ['states:DescribeExecution', 'states:StopExecution'],
    because: 'Step Functions watches and stops the children of a Distributed Map by calls; the twin runs them itself.',
  },
  {
    holder: 'TesseraMap-BuildRole',
    actions: ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
    because: 'ResultWriter of the service uploads large results in parts; the twin writes them at once.',
  },
  ...['Coords', 'Publish', 'RollbackMap', 'Tile', 'Top'].map((name) => ({
    holder: `TesseraMap-${name}Role`,
    actions: ['s3:ListBucket'],
    because: GONE,
  })),
  {
    holder: 'TesseraMap-VerifyRole',
    actions: ['s3:ListBucket'],
    resource: 'arn:aws:s3:::tessera-storage-work-bucket',
    because: GONE,
  },
  {
    holder: 'TesseraMap-VerifyRole',
    actions: ['dynamodb:GetItem'],
    because: 'Only where a step cannot move its job: it ran before, or the job was cancelled right then.',
    sometimes: true,
  },
  ...['TesseraMap-CreateJobRole', 'TesseraMap-CorrectShotsRole'].map((holder) => ({
    holder,
    actions: ['dynamodb:UpdateItem'],
    because: 'Only when the state machine cannot be started: the job that was stored is marked failed.',
  })),
  {
    holder: 'TesseraMap-SolveRole',
    actions: ['s3:DeleteObject'],
    because:
      'Only where an attempt of a job died among its tiles and another one makes others: test/local/redrive.test.ts.',
  },
  ...['JobShots', 'RedriveJob'].map((name) => ({
    holder: `TesseraMap-${name}Role`,
    actions: ['s3:ListBucket'],
    because:
      name === 'JobShots'
        ? 'Asked only when what the job was made of has been removed: 409, where S3 would answer 403.'
        : GONE,
  })),
  {
    holder: 'TesseraMap-SettleExecutionRole',
    actions: ['dynamodb:UpdateItem', 'dynamodb:BatchWriteItem'],
    because: 'Only when an execution dies from outside, which no request can do: test/local/endings.test.ts.',
  },
  {
    holder: 'TesseraMap-SettleExecutionRole',
    actions: ['sqs:SendMessage'],
    because: 'Only when it failed three times: local/wiring/asynchronous.test.ts.',
  },
  {
    holder: 'TesseraMap-Unsettled',
    actions: ['sqs:SendMessage'],
    because: 'EventBridge puts what reached no target into the queue; the twin keeps it in its room of events.',
  },
  {
    holder: 'TesseraMap-TidyRole',
    actions: ['dynamodb:DeleteItem'],
    because: 'Only for a build that failed a week ago: test/local/tidy.test.ts makes one.',
  },
  {
    holder: 'TesseraMap-TidyRole',
    actions: ['dynamodb:BatchGetItem'],
    resource: 'arn:aws:dynamodb:us-east-1:000000000000:table/TesseraStorage-MediaTable',
    because: 'Only for an upload that is a day old: test/local/tidy.test.ts makes one.',
  },
  {
    holder: 'TesseraMap-TidyRole',
    actions: ['states:StartExecution'],
    because: 'Only for a deletion that did not end within a day.',
  },
  {
    holder: 'TesseraMap-TidyingScheduleRole',
    actions: ['states:StartExecution'],
    because: 'Once a day: test/local/tidy.test.ts lets a day pass.',
  },
  {
    holder: 'TesseraAlbum-MakeVariantsRole',
    actions: ['s3:ListBucket', 's3:DeleteObject'],
    because: 'Only of a photo that is deleted while its variants are made: test/album/variants.test.ts.',
    sometimes: true,
  },
  {
    holder: 'TesseraAlbum-TakeArrivalsRole',
    actions: ['s3:ListBucket'],
    because: 'Only of a file that has gone before anybody looks: test/album/arrivals.test.ts.',
    sometimes: true,
  },
  {
    holder: 'TesseraAlbum-RemovePhotosRole',
    actions: ['dynamodb:DeleteItem'],
    resource: 'arn:aws:dynamodb:us-east-1:000000000000:table/TesseraStorage-MediaTable',
    because: 'A row stays while its ticket is good, a quarter of an hour: test/album/removal.test.ts.',
  },
  {
    holder: 'TesseraAlbum-SettleAlbumsRole',
    actions: ['sqs:SendMessage'],
    because: 'Only for what was left undone for a quarter of an hour: test/album/settling.test.ts.',
    sometimes: true,
  },
  {
    holder: 'TesseraAlbum-SettlingScheduleRole',
    actions: ['states:StartExecution'],
    because: 'Once an hour.',
  },
  {
    holder: 'TesseraDelivery-MakeOriginSecretRole',
    actions: ['secretsmanager:UpdateSecretVersionStage'],
    because: 'Only when the secret is rotated: test/local/origin-secret.test.ts.',
  },
  {
    holder: CDK_ROLE,
    actions: [
      's3:Abort*',
      's3:DeleteObject*',
      's3:GetBucket*',
      's3:GetObject*',
      's3:List*',
      's3:PutObjectLegalHold',
      's3:PutObjectRetention',
      's3:PutObjectTagging',
      's3:PutObjectVersionTagging',
    ],
    because: CDK,
  },
  {
    holder: CDK_ROLE,
    actions: ['s3:PutObject'],
    resource: 'arn:aws:s3:::tessera-delivery-web-bucket',
    because: CDK,
  },
  ...['tiles', 'web'].flatMap((name): Unused[] => {
    const bucket = `arn:aws:s3:::tessera-delivery-${name}-bucket`;
    const holder = `tessera-delivery-${name}-bucket`;
    return [
      { holder, actions: ['s3:GetObject'], resource: bucket, because: BY_STATEMENT },
      { holder, actions: ['s3:ListBucket'], resource: `${bucket}/*`, because: BY_STATEMENT },
    ];
  }),
  { holder: 'tessera-storage-access-logs', actions: ['s3:PutObject'], because: NO_ACCESS_LOGS },
  { holder: 'tessera-delivery-access-logs', actions: ['s3:PutObject'], because: NO_ACCESS_LOGS },
];
