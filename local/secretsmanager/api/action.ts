import type { Secrets } from '../store.ts';

export type Parameters = Record<string, unknown>;
/** `now`: epoch seconds. */
export type Room = { secrets: Secrets; now: () => number };
/** One API action: its parameters by name; answers the response's body, throws ApiFailure. */
export type Action = {
  parameters: string[];
  run(parameters: Parameters, room: Room): object;
};
export type Actions = Record<string, Action>;
