/** MAP of a command: an id or a name that only one map has, with a build after `@` where the command takes one. */
import { allPages } from '../client/all-pages.ts';
import { ApiError } from '../client/api-error.ts';
import type { Client } from '../client/client.ts';
import { BuildId, MapId } from '../lambdas/map/field-schemas.ts';
import type { MapDetail, MapSummary } from '../lambdas/map/schemas.ts';
import { CommandError, EXIT, inputError, usageError } from './command-error.ts';
import { didYouMean } from './nearest.ts';

export async function allMaps(api: Pick<Client, 'listMaps'>): Promise<MapSummary[]> {
  const maps: MapSummary[] = [];
  for await (const page of allPages((at) => api.listMaps(at))) maps.push(...page.maps);
  return maps;
}

export async function findMap(api: Pick<Client, 'listMaps' | 'showMap'>, idOrName: string): Promise<MapDetail> {
  const byId = await findById(api, idOrName);
  if (byId) return byId;
  const maps = await allMaps(api);
  const named = maps.filter(({ name }) => name.toLowerCase() === idOrName.toLowerCase());
  if (named.length > 1) {
    throw inputError(
      `Several maps are called ${idOrName}; use the id:`,
      named.map(({ map, name }) => `${map}  ${name}`),
    );
  }
  const found = named[0];
  if (found) return api.showMap(found.map);
  const [, before] = /^(.+)@[^@]+$/.exec(idOrName) ?? [];
  if (before !== undefined && maps.some(({ map, name }) => [map, name.toLowerCase()].includes(before.toLowerCase()))) {
    throw usageError(
      `${idOrName} names a build, and this command is about the map: write ${before}. \`tessera map shots\`, \`tessera map tile\`, ` +
        '`tessera map correct`, `tessera map export` and `tessera map rollback` take MAP@BUILD.',
    );
  }
  const meant = didYouMean(
    idOrName,
    maps.flatMap(({ map, name }) => [map, name]),
  );
  throw inputError(`There is no map ${idOrName}.${meant} See \`tessera map list\`.`);
}

async function findById(api: Pick<Client, 'showMap'>, id: string): Promise<MapDetail | undefined> {
  if (!MapId.safeParse(id).success) return undefined;
  return api.showMap(id).catch((error) => {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  });
}

/** `MAP@BUILD`: the map, and the build that is named; none without `@`. */
export async function findMapAndBuild(
  api: Pick<Client, 'listMaps' | 'showMap'>,
  operand: string,
): Promise<{ map: MapDetail; wanted: string | undefined }> {
  const at = operand.lastIndexOf('@');
  if (at <= 0) return { map: await findMap(api, operand), wanted: undefined };
  const [before, build] = [operand.slice(0, at), operand.slice(at + 1)];
  if (!build) throw usageError(`${operand} names no build. Write ${before}@BUILD, or ${before} alone.`);
  return { map: await findMap(api, before), wanted: build.toUpperCase() };
}

/** `MAP@BUILD`: the map and the build, the published one without `@`. */
export async function findBuild(
  api: Pick<Client, 'listMaps' | 'showMap'>,
  operand: string,
): Promise<{ map: MapDetail; build: string }> {
  const { map, wanted } = await findMapAndBuild(api, operand);
  if (wanted === undefined) {
    if (map.published_build) return { map, build: map.published_build };
    throw new CommandError(
      EXIT.input,
      `Map ${map.map} has no published build yet. See \`tessera map show ${map.map}\`.`,
    );
  }
  if (BuildId.safeParse(wanted).success && mayExist(map, wanted)) return { map, build: wanted };
  throw inputError(
    `Map ${map.map} has no build ${wanted}. It has:`,
    map.builds.map(({ build }) => build),
  );
}

/** Only the newest builds of a map are listed, and ids sort by time: of an older one only its own files can tell. */
const mayExist = ({ builds }: MapDetail, wanted: string) =>
  builds.some(({ build }) => build === wanted) || (builds.length > 0 && builds.every(({ build }) => wanted < build));
