/**
 * Every route of the map, those of jobs in `job-routes.ts`. A new one is a line here, and
 * 1. `handlers/{its name}.ts`, which begins with `apiHandler(MAP_ROUTES['its-name'], …)`;
 * 2. what its function may touch: `lib/constructs/map-api.ts`;
 * 3. what each kind of caller gets: a line in `test/local/api-matrix.test.ts`, which fails without it;
 * 4. `npm run openapi`; what people should know beyond this: `scripts/openapi/map-words.ts`;
 * 5. a method in `client/map-client.ts` where pages or commands call it.
 */
import { PageQuery } from '../kernel/field-schemas.ts';
import type { ApiRoute } from '../kernel/route.ts';
import { READS, READS_OWN, WRITES } from './access.ts';
import { SaveTicket, SaveTicketRequest } from './capture-schemas.ts';
import { JOB_ROUTES } from './job-routes.ts';
import { DeletionAnswer, RollbackAnswer, RollbackRequest } from './removal-schemas.ts';
import {
  BuildPath,
  CreateJobAnswer,
  CreateMapRequest,
  MapDetail,
  MapList,
  MapPath,
  MapSession,
  MapSummary,
  TicketsAnswer,
  TicketsRequest,
} from './schemas.ts';
import { CorrectionsRequest, ShotDetail, ShotPath, ShotsAnswer } from './shot-schemas.ts';
import { TileDetail, TilePath } from './tile-schemas.ts';
import { UploadList, UploadsQuery } from './upload-schemas.ts';

export const MAP_ROUTES = {
  'create-map': {
    method: 'POST',
    path: '/api/maps',
    does: 'Makes a map, or finds it by its name',
    ...WRITES,
    ownership: 'caller',
    body: CreateMapRequest,
    answers: { 200: MapSummary, 201: MapSummary },
    errors: { visibility_fixed: 409 },
  },
  'list-maps': {
    method: 'GET',
    path: '/api/maps',
    does: 'Own and public maps',
    ...READS,
    ownership: 'reader',
    query: PageQuery,
    answers: { 200: MapList },
  },
  'show-map': {
    method: 'GET',
    path: '/api/maps/{map}',
    does: 'A map with its builds',
    ...READS,
    ownership: 'reader',
    params: MapPath,
    answers: { 200: MapDetail },
  },
  'map-session': {
    method: 'POST',
    path: '/api/maps/{map}/session',
    does: 'Cookies for all tiles of a private map',
    ...READS_OWN,
    ownership: 'owner',
    params: MapPath,
    answers: { 200: MapSession },
    errors: { public_map: 409 },
  },
  'list-shots': {
    method: 'GET',
    path: '/api/maps/{map}/builds/{build}/shots',
    does: 'Where every shot of a build lies',
    ...READS,
    ownership: 'reader',
    params: BuildPath,
    answers: { 200: ShotsAnswer },
    errors: { no_positions: 404 },
  },
  'show-shot': {
    method: 'GET',
    path: '/api/maps/{map}/builds/{build}/shots/{screenshot_id}',
    does: 'A shot of a build beside its neighbours, with their pictures',
    ...READS_OWN,
    ownership: 'owner',
    params: ShotPath,
    answers: { 200: ShotDetail },
    errors: { no_positions: 404 },
  },
  'show-tile': {
    method: 'GET',
    path: '/api/maps/{map}/builds/{build}/tiles/{z}/{x}/{y}',
    does: 'Where a tile of a build comes from',
    ...READS,
    ownership: 'reader',
    params: TilePath,
    answers: { 200: TileDetail },
    errors: { no_positions: 404, no_such_tile: 404, tile_not_made: 404 },
  },
  'correct-shots': {
    method: 'POST',
    path: '/api/maps/{map}/builds/{build}/corrections',
    does: 'Starts a build with shots where somebody put them',
    ...WRITES,
    ownership: 'owner',
    params: BuildPath,
    body: CorrectionsRequest,
    answers: { 200: CreateJobAnswer, 202: CreateJobAnswer },
    errors: { no_positions: 404, removed: 409, shots_removed: 410 },
  },
  'create-tickets': {
    method: 'POST',
    path: '/api/maps/{map}/shots/tickets',
    does: 'Signs uploads of screenshots',
    ...WRITES,
    ownership: 'owner',
    params: MapPath,
    body: TicketsRequest,
    answers: { 201: TicketsAnswer },
    errors: { too_large: 413 },
  },
  'create-save-ticket': {
    method: 'POST',
    path: '/api/maps/{map}/saves/tickets',
    does: "Signs the upload of a game's save",
    ...WRITES,
    ownership: 'owner',
    params: MapPath,
    body: SaveTicketRequest,
    answers: { 201: SaveTicket },
    errors: { too_large: 413 },
  },
  'list-uploads': {
    method: 'GET',
    path: '/api/maps/{map}/shots/uploads',
    does: 'Uploaded screenshots that no job uses yet, and those that builds keep',
    ...READS_OWN,
    ownership: 'owner',
    params: MapPath,
    query: UploadsQuery,
    answers: { 200: UploadList },
  },
  'rollback-map': {
    method: 'POST',
    path: '/api/maps/{map}/rollback',
    does: 'Shows an earlier build of a map again',
    ...WRITES,
    ownership: 'owner',
    params: MapPath,
    body: RollbackRequest,
    answers: { 200: RollbackAnswer },
    errors: { no_earlier_build: 409, build_removed: 409, published_meanwhile: 409 },
  },
  'delete-map': {
    method: 'DELETE',
    path: '/api/maps/{map}',
    does: 'Deletes a map and everything of it',
    ...WRITES,
    ownership: 'owner',
    params: MapPath,
    answers: { 200: DeletionAnswer, 202: DeletionAnswer },
  },
  'map-deletion': {
    method: 'GET',
    path: '/api/maps/{map}/deletion',
    does: 'How far the deletion of a map is',
    ...READS_OWN,
    ownership: 'owner',
    params: MapPath,
    answers: { 200: DeletionAnswer },
  },
  ...JOB_ROUTES,
} as const satisfies Record<string, ApiRoute>;

export type MapRoute = keyof typeof MAP_ROUTES;
