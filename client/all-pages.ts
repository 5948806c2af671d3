/** Lists come in pages: each names the next. */
import { ApiError } from './api-error.ts';

/** Asks for each page in turn. A server that names a page twice would be asked without end. */
export async function* allPages<T extends { next: string | null }>(
  ask: (at: { next: string | null }) => Promise<T>,
): AsyncGenerator<T> {
  const asked = new Set<string>();
  let next: string | null = null;
  do {
    const page: T = await ask({ next });
    yield page;
    next = page.next;
    if (next !== null && asked.has(next))
      throw new ApiError(200, 'endless_list', 'The server names the same page of a list twice.');
    if (next !== null) asked.add(next);
  } while (next);
}
