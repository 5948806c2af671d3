/** Upload tickets of a small platform for tests. */
import { randomUUID } from 'node:crypto';
import { SaveTicketRequest } from '../lambdas/map/capture-schemas.ts';
import { TicketsRequest } from '../lambdas/map/schemas.ts';

/** What was announced, under the ids of the tickets. */
export type Announced = Map<string, { name: string; bytes: number; type: string; sha256: string }>;

export function fakeTickets(announced: Announced, origin: () => string) {
  const ticketOf = (id: string, file: { name: string; bytes: number; type: string; sha256: string }) => {
    announced.set(id, file);
    const upload_headers = { 'content-type': file.type, 'x-sha256': file.sha256 };
    return { upload_url: `${origin()}/upload/${id}`, upload_headers };
  };
  return {
    /** What need not be sent again. */
    uploads(
      isOfSaves: boolean,
      { there, used, expires_at }: { there: ReadonlyMap<string, Buffer>; used: string[]; expires_at: string },
    ) {
      const found = [...announced].filter(([id]) => there.has(id) && !used.includes(id));
      const of = (kind: string) => found.filter(([id]) => id.startsWith(kind));
      if (!isOfSaves) {
        const uploads = of('shot_').map(([screenshot_id, file]) => ({ ...file, screenshot_id, expires_at }));
        return { uploads, next: null };
      }
      return { uploads: [], saves: of('save_').map(([save, file]) => ({ ...file, save, expires_at })), next: null };
    },
    pictures(body: Buffer) {
      const { files } = TicketsRequest.parse(JSON.parse(body.toString()));
      const tickets = files.map((file) => {
        const screenshot_id = `shot_${randomUUID()}`;
        return { name: file.name, screenshot_id, ...ticketOf(screenshot_id, file) };
      });
      return { tickets, expires_in: 3600 };
    },
    save(body: Buffer) {
      const file = SaveTicketRequest.parse(JSON.parse(body.toString()));
      const save = `save_${randomUUID()}`;
      return { save, ...ticketOf(save, { ...file, type: 'application/octet-stream' }), expires_in: 3600 };
    },
  };
}
