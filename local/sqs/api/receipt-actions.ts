/** What whoever received a message does with it: delete it, or change how long others do not see it. */
import { missing } from '../errors.ts';
import { MOST_VISIBILITY_SECONDS } from '../queue-attributes.ts';
import type { Queue } from '../queues.ts';
import { readReceipt } from '../receipts.ts';
import type { Actions, Request, Room } from './action.ts';
import { eachEntry, entriesOf } from './batch.ts';
import { numberOf, queueOf } from './parameters.ts';

function handleOf({ ReceiptHandle }: Request): string {
  if (ReceiptHandle === undefined || ReceiptHandle === '') throw missing('ReceiptHandle');
  return String(ReceiptHandle);
}

function remove(queue: Queue, request: Request, { messages }: Room): object {
  messages.delete(queue, readReceipt(queue.name, handleOf(request)));
  return {};
}

function changeVisibility(queue: Queue, request: Request, { messages }: Room): object {
  const handle = handleOf(request);
  const receipt = readReceipt(queue.name, handle);
  const reason = 'VisibilityTimeout must be an integer between 0 and 43200.';
  const seconds = numberOf(request, 'VisibilityTimeout', [0, MOST_VISIBILITY_SECONDS], reason);
  if (seconds === undefined) throw missing('VisibilityTimeout');
  messages.changeVisibility(queue, receipt, seconds, handle);
  return {};
}

const batch =
  (action: string, work: typeof remove): Actions[string] =>
  ({ request }, room) => {
    const queue = queueOf(request, room);
    return room.atOnce(() => eachEntry(entriesOf(action, request), (entry) => work(queue, entry, room)));
  };

export const receiptActions: Actions = {
  DeleteMessage: ({ request }, room) => remove(queueOf(request, room), request, room),
  DeleteMessageBatch: batch('DeleteMessageBatch', remove),
  ChangeMessageVisibility: ({ request }, room) => changeVisibility(queueOf(request, room), request, room),
  ChangeMessageVisibilityBatch: batch('ChangeMessageVisibilityBatch', changeVisibility),
};
