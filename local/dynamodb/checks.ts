/** What the service refuses in the parameters of a call, and dynalite lets through. */
import type { Item, Parameters, Value } from './engine.ts';
import { validationError } from './errors.ts';
import { checkExpressions } from './expressions/checks.ts';
import { typeOf } from './expressions/value.ts';

/** Levels of lists and maps in an item, and bytes of an attribute's name (service limits). */
const MOST_LEVELS = 32;
const NAME_BYTES = 65_535;

/** dynalite copies name by name, and this one would be lost without a word. */
export function refuseLostNames({ Item, ExpressionAttributeValues, RequestItems }: Parameters): void {
  if (![Item, ExpressionAttributeValues, RequestItems].some(holdsProto)) return;
  throw validationError('The local twin cannot store an attribute with the name __proto__ in a whole item or a map');
}

/** @param data parameters as dynalite's validation leaves them; `given` as the caller sent them. */
export function checkParameters(operation: string, data: Parameters, given: Parameters): void {
  checkExpressions(data);
  if (operation === 'DeleteItem' && !['NONE', 'ALL_OLD'].includes(data.ReturnValues ?? 'NONE')) {
    throw validationError('ReturnValues can only be ALL_OLD or NONE');
  }
  const onFailure = given.ReturnValuesOnConditionCheckFailure;
  if (onFailure !== undefined && !['NONE', 'ALL_OLD'].includes(onFailure)) {
    throw validationError(
      `1 validation error detected: Value '${onFailure}' at 'returnValuesOnConditionCheckFailure' failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, NONE]`,
    );
  }
  if (operation === 'Scan' && given.ConsistentRead && data.IndexName) {
    throw validationError('Consistent reads are not supported on global secondary indexes');
  }
  if (operation === 'BatchWriteItem') checkBatch(data.RequestItems);
}

function checkBatch(requests: Record<string, Parameters[]>) {
  for (const { PutRequest, DeleteRequest } of Object.values(requests).flat()) {
    if (PutRequest && DeleteRequest) {
      throw validationError(
        'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
      );
    }
  }
}

/** @throws ServiceError: ValidationException for names that are empty or too long, and for nesting that is too deep. */
export function checkItem(item: Item): void {
  for (const name of Object.keys(item)) {
    if (name === '') throw validationError('One or more parameter values were invalid: Empty attribute name');
    if (Buffer.byteLength(name) > NAME_BYTES) {
      throw validationError(`Attribute name is too large, must be less than ${NAME_BYTES + 1} bytes`);
    }
  }
  if (Object.values(item).some((value) => levels(value) >= MOST_LEVELS)) {
    throw validationError(
      'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit',
    );
  }
}

const holdsProto = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (Object.hasOwn(value, '__proto__') || Object.values(value).some(holdsProto));

function levels(value: Value): number {
  const type = typeOf(value);
  if (type !== 'L' && type !== 'M') return 0;
  return 1 + Math.max(0, ...Object.values(value[type] as Record<string, Value>).map(levels));
}
