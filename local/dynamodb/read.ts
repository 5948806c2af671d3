/** GetItem, Query, Scan: dynalite finds the items; filters and projections are evaluated here. */
import { act, type Item, type Parameters, type Store, type Table, tableOf, validate } from './engine.ts';
import { validationError } from './errors.ts';
import { type Condition, isTrue } from './expressions/condition.ts';
import { type Path, project } from './expressions/path.ts';
import { heldBy } from './index-rows.ts';

/** A condition that dynalite finds true for every item. */
const ALWAYS: Condition = { type: '=', args: [{ S: '' }, { S: '' }] };

/** Takes the projection out of `data`, so that dynalite answers whole items. */
export function takeProjection(data: Parameters): (item: Item) => Item {
  const paths: Path[] | undefined = data._projection?.paths ?? data.AttributesToGet?.map((name: string) => [name]);
  if (data._projection) data._projection.paths = undefined;
  delete data.AttributesToGet;
  return paths ? (item) => project(paths, item) : (item) => item;
}

export async function getItem(store: Store, parameters: Parameters): Promise<Parameters> {
  const data = validate(store, 'GetItem', parameters);
  const projected = takeProjection(data);
  const answer = await act(store, 'GetItem', data);
  return answer.Item ? { ...answer, Item: projected(answer.Item) } : answer;
}

export async function search(store: Store, operation: 'Query' | 'Scan', parameters: Parameters): Promise<Parameters> {
  const data = validate(store, operation, parameters);
  checkSelect(data);
  checkNotEmpty(data.KeyConditions ?? {});
  if (data.IndexName) checkProjected(await tableOf(store, data.TableName), data);
  const { Select, _filter } = data;
  const filter = _filter?.expression as Condition | undefined;
  const projected = takeProjection(data);
  if (_filter) data._filter.expression = ALWAYS;
  if (Select === 'COUNT') delete data.Select;
  const { Items, Count: _, ...answer } = await act(store, operation, data);
  const items = (Items as Item[]).filter((item) => !filter || isTrue(filter, item));
  return { ...answer, Count: items.length, ...(Select !== 'COUNT' && { Items: items.map(projected) }) };
}

function checkSelect({ Select, _projection, AttributesToGet, IndexName }: Parameters) {
  if (Select === 'SPECIFIC_ATTRIBUTES' && !_projection && !AttributesToGet) {
    throw validationError(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  }
  if (Select === 'ALL_PROJECTED_ATTRIBUTES' && !IndexName) {
    throw validationError('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
  }
  const chosen = _projection ? 'ProjectionExpression' : AttributesToGet ? 'AttributesToGet' : undefined;
  if (chosen && Select && Select !== 'SPECIFIC_ATTRIBUTES') {
    const what = Select === 'COUNT' ? 'only the Count' : Select;
    throw validationError(`Cannot specify the ${chosen} when choosing to get ${what}`);
  }
}

function checkNotEmpty(conditions: Record<string, Parameters>) {
  for (const [name, { AttributeValueList }] of Object.entries(conditions)) {
    if (!AttributeValueList?.some(({ S, B }: Parameters) => S === '' || B === '')) continue;
    throw validationError(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: ${name}`,
    );
  }
}

/** A global index holds its keys, the table's, and what it projects; nothing else can be asked of it. */
function checkProjected(table: Table, data: Parameters) {
  const index = table.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === data.IndexName);
  const names = index && heldBy(table, index);
  if (!index || !names) return;
  const held = new Set(names);
  const missing = (names: Iterable<string>) => [...new Set(names)].filter((name) => !held.has(name));
  const asked = missing((data._projection?.paths ?? []).map((path: Path) => String(path[0])));
  if (asked.length) {
    const problem = `Global secondary index ${index.IndexName} does not project [${asked.join(', ')}]`;
    throw validationError(`One or more parameter values were invalid: ${problem}`);
  }
  const filtered = missing(Object.keys(data._filter?.pathHeads ?? {}));
  if (filtered.length) {
    const problem = `Secondary index ${index.IndexName} does not project one or more filter attributes: [${filtered.join(', ')}]`;
    throw validationError(`One or more parameter values were invalid: ${problem}`);
  }
}
