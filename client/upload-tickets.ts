/** Upload tickets, little by little: their URLs last an hour, and an upload may last longer or sleep in between. */
import { inBatches } from '../lambdas/kernel/pool.ts';
import type { Ticket, TicketsRequest } from '../lambdas/map/schemas.ts';
import { ApiError } from './api-error.ts';
import type { Client } from './client.ts';
import { type RetryOptions, retry } from './retry.ts';

/** Fewer than the API allows, because of that hour. */
const TICKETS_AT_A_TIME = 100;
/** A ticket that ends sooner is not begun with. */
const SPARE_MS = 60_000;

export type UploadTickets = {
  /** The ticket of this file; another one than `refused`, which the bucket does not take any more. */
  of(index: number, refused?: Ticket): Promise<Ticket>;
  /** It needs none any more. */
  sent(index: number): void;
};

export function uploadTickets(
  map: string,
  files: TicketsRequest['files'],
  options: RetryOptions & { api: Pick<Client, 'createTickets'>; now?: () => number },
): UploadTickets {
  const { now = Date.now } = options;
  const tickets = new Map<number, { ticket: Ticket; until: number }>();
  const waiting = new Set(files.keys());
  const batches = inBatches([...files.keys()], TICKETS_AT_A_TIME);
  const asked = new Map<number[], Promise<void>>();

  async function ask(batch: number[]): Promise<void> {
    const wanted = batch.filter((index) => waiting.has(index));
    const request = { files: wanted.map((index) => files[index]!) };
    const answer = await retry(options, () => options.api.createTickets(map, request));
    const until = now() + answer.expires_in * 1000 - SPARE_MS;
    const byName = new Map(answer.tickets.map((ticket) => [ticket.name, ticket]));
    for (const index of wanted) {
      const ticket = byName.get(files[index]!.name);
      if (!ticket) {
        const message = `The server gave no upload ticket for ${files[index]!.name}.`;
        throw new ApiError(200, 'unexpected_answer', message);
      }
      tickets.set(index, { ticket, until });
    }
  }

  /** Several that need the same batch at once ask for it once. */
  function askOnce(batch: number[]): Promise<void> {
    const running = asked.get(batch) ?? ask(batch).finally(() => asked.delete(batch));
    asked.set(batch, running);
    return running;
  }

  return {
    async of(index, refused) {
      const isGood = () => {
        const known = tickets.get(index);
        return known && known.until > now() && known.ticket.screenshot_id !== refused?.screenshot_id;
      };
      if (!isGood()) await askOnce(batches[Math.floor(index / TICKETS_AT_A_TIME)]!);
      return tickets.get(index)!.ticket;
    },
    sent(index) {
      waiting.delete(index);
    },
  };
}
