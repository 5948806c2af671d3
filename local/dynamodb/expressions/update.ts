/**
 * What an update makes of an item. All values are read from the item as it was; REMOVE comes last, so that the indexes of
 * list elements mean the list as it was (developer guide, "Update expressions").
 */
import type { Item, Parameters, Value } from '../engine.ts';
import { validationError } from '../errors.ts';
import { add, subtract } from './number.ts';
import { at, type Path } from './path.ts';
import { equal, typeOf } from './value.ts';

type Calculation = { type: 'add' | 'subtract' | 'function'; name?: string; args: Term[] };
type Term = Path | Value | Calculation;
/** As dynalite parses it; `attrType` is the type of `val` where it is known. */
export type Section = { type: 'set' | 'remove' | 'add' | 'delete'; path: Path; val?: Term; attrType?: string };

const WRONG_TYPE = 'An operand in the update expression has an incorrect data type';
const NO_SUCH_PATH = 'The document path provided in the update expression is invalid for update';

function resolve(term: Term, item: Item): Value {
  if (Array.isArray(term)) {
    const value = at(term, item);
    if (value) return structuredClone(value);
    throw validationError('The provided expression refers to an attribute that does not exist in the item');
  }
  if (!('args' in term)) return structuredClone(term as Value);
  const { type, name, args } = term as Calculation;
  if (name === 'if_not_exists') {
    const value = at(args[0] as Path, item);
    return value ? structuredClone(value) : resolve(args[1]!, item);
  }
  const [first, second] = args.map((each) => resolve(each, item)) as [Value, Value];
  const wanted = name === 'list_append' ? 'L' : 'N';
  if (first[wanted] === undefined || second[wanted] === undefined) throw validationError(WRONG_TYPE);
  if (name === 'list_append') return { L: [...(first.L as Value[]), ...(second.L as Value[])] };
  return { N: (type === 'add' ? add : subtract)(first.N as string, second.N as string) };
}

/** The new item; `item` stays as it is. ValidationException when a path or a type does not fit. */
export function update(sections: Section[], item: Item): Item {
  const changed = structuredClone(item);
  const values = sections.map(({ val }) => (val === undefined ? undefined : resolve(val, item)));
  const lists = new Set<Value>();
  const inOrder = sections.map((section, i) => ({ section, value: values[i] }));
  const removals = inOrder.filter(({ section }) => section.type === 'remove');
  for (const { section, value } of [...inOrder.filter((each) => !removals.includes(each)), ...removals]) {
    const step = section.path.at(-1)!;
    const parent = at(section.path.slice(0, -1), changed);
    if ((typeof step === 'number' ? parent?.L : parent?.M) === undefined) throw validationError(NO_SUCH_PATH);
    if (typeof step === 'number') lists.add(parent!);
    const existing = at(section.path, changed);
    put(parent!, step, result(section.type, existing, value));
  }
  // Elements set beyond the end move up to it; removed ones leave no hole.
  for (const list of lists) list.L = (list.L as (Value | undefined)[]).filter((each) => each !== undefined);
  return changed;
}

function result(type: Section['type'], existing: Value | undefined, value: Value | undefined): Value | undefined {
  if (type === 'remove') return undefined;
  if (type === 'set' || value === undefined) return value;
  const kind = typeOf(value);
  if (existing && typeOf(existing) !== kind) throw validationError(WRONG_TYPE);
  if (type === 'add') {
    if (kind === 'N') return { N: add((existing?.N as string) ?? '0', value.N as string) };
    // Only AttributeUpdates may add to a list.
    if (kind === 'L') return { L: [...((existing?.L as Value[]) ?? []), ...(value.L as Value[])] };
    return { [kind]: [...members(existing, kind), ...without(members(value, kind), members(existing, kind), kind)] };
  }
  const left = without(members(existing, kind), members(value, kind), kind);
  return left.length ? { [kind]: left } : undefined;
}

const members = (value: Value | undefined, kind: string) => (value?.[kind] as string[] | undefined) ?? [];
const without = (some: string[], others: string[], kind: string) =>
  some.filter((each) => !others.some((other) => equal({ [kind[0]!]: each }, { [kind[0]!]: other })));

function put(parent: Value, step: string | number, value: Value | undefined) {
  if (typeof step === 'number') {
    const list = parent.L as (Value | undefined)[];
    if (value !== undefined || step < list.length) list[step] = value;
    return;
  }
  const map = parent.M as Item;
  if (value === undefined) delete map[step];
  // An attribute may be called __proto__.
  else Object.defineProperty(map, step, { value, enumerable: true, writable: true, configurable: true });
}

/** The parameters that came before expressions, as sections. */
export const fromAttributeUpdates = (updates: Record<string, Parameters>): Section[] =>
  Object.entries(updates).map(([name, { Action = 'PUT', Value }]) => {
    const type = Action === 'DELETE' ? (Value ? 'delete' : 'remove') : Action === 'ADD' ? 'add' : 'set';
    return { type, path: [name], ...(Value && { val: Value }) };
  });
