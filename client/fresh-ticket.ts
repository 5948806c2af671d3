import { ApiError } from './api-error.ts';

/** S3: among other reasons, the URL has expired: a laptop slept, or the line is slow. */
const FORBIDDEN = 403;

/**
 * Sends by a ticket; one whose URL is not good any more is followed by another one, once. Answers the ticket that was good.
 * @param ticketFor is told of the one that was refused
 */
export async function withFreshTicket<Ticket>(
  ticketFor: (refused?: Ticket) => Promise<Ticket>,
  send: (ticket: Ticket) => Promise<void>,
): Promise<Ticket> {
  const first = await ticketFor();
  try {
    await send(first);
    return first;
  } catch (error) {
    if (!(error instanceof ApiError && error.status === FORBIDDEN)) throw error;
    const second = await ticketFor(first);
    await send(second);
    return second;
  }
}
