/** Document paths: `['a', 'b', 0]` is `a.b[0]`. */
import type { Item, Value } from '../engine.ts';

export type Path = (string | number)[];

const own = <T>(object: Record<string, T>, key: string): T | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;

/** The value one step further; undefined where there is none, or the value is no list or map. */
export function child(value: Value | undefined, step: string | number): Value | undefined {
  if (typeof step === 'number') return (value?.L as Value[] | undefined)?.[step];
  return value?.M === undefined ? undefined : own(value.M as Item, step);
}

export const at = (path: Path, item: Item): Value | undefined =>
  path.reduce<Value | undefined>((value, step) => child(value, step), { M: item });

type Tree = Map<string | number, Tree>;

/** What of an item lies on the paths; elements of a list move together, in their order. */
export function project(paths: Path[], item: Item): Item {
  const root: Tree = new Map();
  for (const path of paths) {
    let node = root;
    for (const step of path) {
      if (!node.has(step)) node.set(step, new Map());
      node = node.get(step)!;
    }
  }
  return (pick(root, { M: item })?.M ?? {}) as Item;
}

function pick(tree: Tree, value: Value): Value | undefined {
  if (tree.size === 0) return value;
  const steps = [...tree.keys()];
  if (typeof steps[0] === 'number') steps.sort((a, b) => Number(a) - Number(b));
  const found = steps.flatMap((step) => {
    const next = child(value, step);
    const picked = next && pick(tree.get(step)!, next);
    return picked ? [[step, picked] as const] : [];
  });
  if (found.length === 0) return undefined;
  return typeof steps[0] === 'number' ? { L: found.map(([, each]) => each) } : { M: Object.fromEntries(found) };
}
