/** For tests: an API that accepts everything and remembers it. */
import { vi } from 'vitest';
import type { SaveTicketRequest } from '../lambdas/map/capture-schemas.ts';
import type { MapSummary, TicketsRequest } from '../lambdas/map/schemas.ts';
import type { UploadList } from '../lambdas/map/upload-schemas.ts';
import type { Page } from './api-caller.ts';
import type { Client } from './client.ts';
import type { CreateJob } from './map-client.ts';

export function makingApi() {
  const job = { job_id: 'job_1', map: 'old-town-1', build: '1', status: 'preparing' as const, execution_id: '' };
  let answers = 0;
  return {
    createMap: vi.fn(async (_map: { name: string }) => ({ ...({ map: 'old-town-1' } as MapSummary), isNew: true })),
    deleteMap: vi.fn(async (map: string) => ({ map, status: 'deleting' as const, objects: null, rows: null })),
    listUploads: vi.fn(async (_map: string, _at?: Page): Promise<UploadList> => ({ uploads: [], next: null })),
    createTickets: vi.fn(async (_map: string, { files }: TicketsRequest) => {
      // Others each time; those of the first answer are called after their files.
      const number = answers++ || '';
      const tickets = files.map(({ name }) => ({
        name,
        screenshot_id: `shot_${name}${number}`,
        upload_url: `https://store/${name}`,
        upload_headers: {},
      }));
      return { tickets, expires_in: 3600 };
    }),
    createSaveTicket: vi.fn(async (_map: string, _save: SaveTicketRequest) => ({
      ...{ save: 'save_1', upload_url: 'https://store/save', upload_headers: {}, expires_in: 3600 },
    })),
    uploadShot: vi.fn<Client['uploadShot']>(async () => {}),
    estimateJob: vi.fn<Client['estimateJob']>(async () => ({}) as never),
    createJob: vi.fn(async (_job: CreateJob) => ({ ...job, unchanged: false, base: null })),
  };
}
