import type { Principal } from '../../service.ts';
import type { Messages } from '../messages.ts';
import type { MoveTasks } from '../move-tasks.ts';
import type { Queues } from '../queues.ts';

export type Request = Record<string, unknown>;
/** What the actions work with. */
export type Room = {
  queues: Queues;
  messages: Messages;
  tasks: MoveTasks;
  /** Changes that are made at once or not at all. */
  atOnce<Result>(work: () => Result): Result;
  /** A queue's URL. */
  urlOf: (name: string) => string;
};
export type Call = {
  request: Request;
  principal: Principal | undefined;
  /** Aborted when whoever asked has gone. */
  signal: AbortSignal | undefined;
};
/** One API action: answers the response's body, throws SqsError. */
export type Action = (call: Call, room: Room) => object | Promise<object>;
export type Actions = Record<string, Action>;
