/** The map's part of the client, and what is of no product. */
import * as z from 'zod';
import type { SaveTicketRequest } from '../lambdas/map/capture-schemas.ts';
import type { EstimateRequest } from '../lambdas/map/cost-schemas.ts';
import type { RedriveRequest } from '../lambdas/map/redrive-schemas.ts';
import type { RollbackRequest } from '../lambdas/map/removal-schemas.ts';
import { MAP_ROUTES } from '../lambdas/map/routes.ts';
import {
  type CreateJobRequest,
  type CreateMapRequest,
  MapJson,
  type ShotsRequest,
  type TicketsRequest,
} from '../lambdas/map/schemas.ts';
import type { CorrectionsRequest } from '../lambdas/map/shot-schemas.ts';
import { buildMapJsonKey, mapJsonKey } from '../lambdas/map/tile-paths.ts';
import { apiCaller, type ClientOptions, type Page, pageOf } from './api-caller.ts';
import { tileCookies } from './tile-cookies.ts';

/** `/config.json`: what a page or a command needs to log in. */
export const ClientConfig = z.object({ issuer: z.url(), client_id: z.string(), audience: z.string() });
export type ClientConfig = z.infer<typeof ClientConfig>;

/** Options that have a default may be left out. */
export type CreateJob = z.input<typeof CreateJobRequest>;
/** One that is made of uploaded screenshots. */
export type CreateShotsJob = z.input<typeof ShotsRequest>;

export type MapClient = ReturnType<typeof createMapClient>;

/** Every method throws `ApiError`. */
export function createMapClient(options: ClientOptions) {
  const { call, callTold, read, request, uploadShot } = apiCaller(MAP_ROUTES, options);
  const headersOf = tileCookies({
    async open(map) {
      const { cookies, answer } = await callTold('map-session', { params: { map } });
      return { cookies, ...answer };
    },
  });
  const readMapJson = async (key: string) => read(MapJson, `/${key}`, await headersOf(`/${key}`));
  return {
    /** Made, or found by its name: `isNew` tells which. An answer that was lost and asked for again finds what it made. */
    async createMap(map: CreateMapRequest) {
      const { status, answer } = await callTold('create-map', { body: map });
      return { ...answer, isNew: status === 201 };
    },
    listMaps: (at: Page = {}) => call('list-maps', { query: pageOf(at) }),
    showMap: (map: string) => call('show-map', { params: { map } }),
    listShots: (map: string, build: string) => call('list-shots', { params: { map, build } }),
    showShot: (map: string, build: string, screenshot_id: string) =>
      call('show-shot', { params: { map, build, screenshot_id } }),
    /** Where a tile comes from. */
    showTile: (map: string, build: string, { z, x, y }: { z: number; x: number; y: number }) =>
      call('show-tile', { params: { map, build, z: String(z), x: String(x), y: String(y) } }),
    /** A job that builds the same screenshots with these where somebody put them. */
    correctShots: (map: string, build: string, corrections: CorrectionsRequest) =>
      call('correct-shots', { params: { map, build }, body: corrections }),
    createTickets: (map: string, tickets: TicketsRequest) => call('create-tickets', { params: { map }, body: tickets }),
    createSaveTicket: (map: string, save: SaveTicketRequest) =>
      call('create-save-ticket', { params: { map }, body: save }),
    /** Uploaded screenshots, or saves, that no job uses yet, and those that builds of the map keep. */
    listUploads: (map: string, { kept, of, ...at }: Page & { kept?: boolean; of?: 'saves' } = {}) =>
      call('list-uploads', {
        params: { map },
        query: { ...pageOf(at), ...(kept && { kept: 'true' }), ...(of && { of }) },
      }),
    rollBack: (map: string, rollback: RollbackRequest) => call('rollback-map', { params: { map }, body: rollback }),
    deleteMap: (map: string) => call('delete-map', { params: { map } }),
    mapDeletion: (map: string) => call('map-deletion', { params: { map } }),
    createJob: (job: CreateJob) => call('create-job', { body: job }),
    listJobs: (at: Page = {}) => call('list-jobs', { query: pageOf(at) }),
    redriveJob: (job: string, redrive: z.input<typeof RedriveRequest>) =>
      call('redrive-job', { params: { job_id: job }, body: redrive }),
    jobShots: (job: string) => call('job-shots', { params: { job_id: job } }),
    /** The job as it is then; what it made goes in the background. */
    cancelJob: (job: string) => call('cancel-job', { params: { job_id: job } }),
    /** What a job would cost; nothing is stored. */
    estimateJob: (plan: z.input<typeof EstimateRequest>) => call('estimate-job', { body: plan }),
    jobCost: (job: string) => call('job-cost', { params: { job_id: job } }),
    jobStatus: (job: string) => call('job-status', { params: { job_id: job } }),

    uploadShot,

    /** Cookies for the tiles of a private map, which a browser keeps: answers how long they are good. */
    mapSession: (map: string) => call('map-session', { params: { map } }),
    /** The published build of a map; 404 before the first. */
    mapJson: (map: string) => readMapJson(mapJsonKey(map)),
    /** A build that is or was published, for as long as it is kept; 404 or 403 for another. */
    buildMapJson: (map: string, build: string) => readMapJson(buildMapJsonKey(map, build)),
    config: () => read(ClientConfig, '/config.json'),
    /** Any file of the platform by its path: a tile, the viewer for exports. */
    file: async (path: string) =>
      new Uint8Array(await request(path, { headers: await headersOf(path) }, (response) => response.arrayBuffer())),
  };
}
