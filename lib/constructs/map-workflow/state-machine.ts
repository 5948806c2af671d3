import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { Config } from '../../config.ts';
import { grant } from '../grant.ts';
import type { ServiceFunction } from '../service-function.ts';
import { childrenOf, executionsOf, machineArn, standardMachine } from '../standard-machine.ts';
import { mapWorkflow, type Step, type Worker } from './definition.ts';

export type MapStateMachineProps = {
  config: Config;
  functions: Record<Step | Worker, ServiceFunction>;
  table: ITable;
  bucket: IBucket;
};

/** The state machine with a role that may call its functions, move its job rows, and read and write its own manifests. */
export function mapStateMachine(scope: Construct, id: string, props: MapStateMachineProps): StateMachine {
  const { config, functions, table, bucket } = props;
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('states.amazonaws.com') });
  const name = `${config.name}-map`;
  // A Distributed Map starts its children as executions of the same machine, named {machine}/{label}:{id}.
  grant(role, ['states:StartExecution'], [machineArn(scope, name)]);
  grant(
    role,
    ['states:DescribeExecution', 'states:StopExecution'],
    [executionsOf(scope, name), childrenOf(scope, name)],
    'The ids of the child executions of this one machine are not known before.',
  );
  const arns = Object.fromEntries(Object.entries(functions).map(([step, { fn }]) => [step, fn.functionArn]));
  grant(role, ['lambda:InvokeFunction'], Object.values(arns));
  grant(role, ['dynamodb:PutItem', 'dynamodb:UpdateItem'], [table.tableArn]);
  grant(
    role,
    ['s3:GetObject'],
    [bucket.arnForObjects('builds/*')],
    'Manifests and results lie under builds/ of one bucket.',
  );
  grant(
    role,
    ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
    [bucket.arnForObjects('builds/*')],
    'ResultWriter chooses the names of its files below builds/.',
  );

  const definition = mapWorkflow({
    functions: arns as Record<Step | Worker, string>,
    table: table.tableName,
    bucket: bucket.bucketName,
    parallelism: config.parallelism,
    toleratedChildFailures: config.toleratedChildFailures,
  });
  return standardMachine(scope, id, { config, name, definition, role });
}
