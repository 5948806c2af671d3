/** What an API call needs in IAM: actions and the resources they touch (Service Authorization Reference, DynamoDB). */
import { LOCAL } from '../../lib/limits.ts';
import type { Parameters } from './engine.ts';

export type Permission = { action: string; resource: string };

const arn = (table: unknown) =>
  String(table).startsWith('arn:')
    ? String(table)
    : `arn:aws:dynamodb:${LOCAL.region}:${LOCAL.account}:table/${table ?? '*'}`;

const TRANSACT_ACTIONS: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

export function permissionsOf(operation: string, parameters: Parameters): Permission[] {
  const action = `dynamodb:${operation}`;
  if (parameters.TransactItems) {
    return (parameters.TransactItems as Parameters[]).flatMap((item) =>
      Object.entries(item).map(([kind, { TableName }]) => ({
        action: `dynamodb:${TRANSACT_ACTIONS[kind] ?? kind}`,
        resource: arn(TableName),
      })),
    );
  }
  if (parameters.RequestItems) {
    return Object.keys(parameters.RequestItems).map((table) => ({ action, resource: arn(table) }));
  }
  const table = arn(parameters.TableName ?? parameters.ResourceArn);
  return [{ action, resource: parameters.IndexName ? `${table}/index/${parameters.IndexName}` : table }];
}
