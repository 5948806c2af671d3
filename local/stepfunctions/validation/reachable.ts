import type { Block, State } from '../language.ts';

/** Names of the states that StartAt leads to. Tolerates what other checks refuse. */
export function reachable({ StartAt, States }: Block): ReadonlySet<string> {
  const reached = new Set<string>();
  const queue = [StartAt];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const state = Object.hasOwn(States, name) ? States[name] : undefined;
    if (!state || reached.has(name)) continue;
    reached.add(name);
    queue.push(...targetsOf(state));
  }
  return reached;
}

function targetsOf(state: State): string[] {
  const { Next, Default, Choices, Catch } = state as unknown as Record<string, unknown>;
  const nested = [Choices, Catch].flatMap((list) => (Array.isArray(list) ? list.map((one) => one?.Next) : []));
  return [Next, Default, ...nested].filter((name): name is string => typeof name === 'string');
}
