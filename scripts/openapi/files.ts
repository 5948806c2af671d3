/** The public files beside the API: no function, no token, answered by the edge from its cache. */
import { ClientConfig } from '../../client/map-client.ts';
import { BuildPath, MapJson, MapPath } from '../../lambdas/map/schemas.ts';
import { MAP_JSON_MAX_AGE, TILE_MAX_AGE } from '../../lib/limits.ts';
import type { Components, JsonSchema } from './components.ts';

export const FILES = {
  name: 'files',
  description:
    'Public files beside the API: configuration, maps and their tiles. Those of private maps lie at `/media/maps/` in the place of `/tiles/`, for the cookies of POST /api/maps/{map}/session; without them 403.',
};

const OF_TILE = [
  { name: 'z', description: 'Zoom: 0 is the whole map in one tile, `maxZoom` its own pixels', type: 'integer' },
  { name: 'x', description: 'Column from the left', type: 'integer' },
  { name: 'y', description: 'Row from the top', type: 'integer' },
  { name: 'extension', description: '`webp`, or `png` when the map is of that format', type: 'string' },
];

export function filePaths(components: Components): Record<string, object> {
  const fields = (schema: typeof MapPath | typeof BuildPath) =>
    components
      .fieldsOf(schema)
      .map(({ name, schema: { description, ...schema } }) => parameter(name, description, schema));
  const tile = OF_TILE.map(({ name, description, type }) => parameter(name, description, { type }));
  return {
    '/config.json': {
      get: operation('config', 'What a client needs to log in', [], json(components.of(ClientConfig, 'output'))),
    },
    '/tiles/{map}/map.json': {
      get: operation(
        'mapJson',
        `The published build of a map; may be kept for ${MAP_JSON_MAX_AGE} seconds`,
        fields(MapPath),
        json(components.of(MapJson, 'output')),
      ),
    },
    '/tiles/{map}/{build}/map.json': {
      get: operation(
        'buildMapJson',
        'A build that is or was published, for as long as it is kept',
        fields(BuildPath),
        json(components.of(MapJson, 'output')),
      ),
    },
    '/tiles/{map}/{build}/{z}/{x}/{y}.{extension}': {
      get: operation(
        'tile',
        `A tile of 512 x 512 px; never changes, may be kept for ${TILE_MAX_AGE / 86_400} days. Tiles of one colour are not stored`,
        [...fields(BuildPath), ...tile],
        { 'image/webp': {}, 'image/png': {} },
      ),
    },
  };
}

const parameter = (name: string, description: unknown, schema: JsonSchema) => ({
  name,
  in: 'path',
  required: true,
  ...(description ? { description } : {}),
  schema,
});

const json = (schema: JsonSchema) => ({ 'application/json': { schema } });

const operation = (operationId: string, summary: string, parameters: object[], content: object) => ({
  operationId,
  tags: [FILES.name],
  summary,
  security: [],
  ...(parameters.length > 0 && { parameters }),
  responses: {
    200: { description: 'The file.', content },
    404: { description: 'There is no such file (yet); the body is not JSON.' },
  },
});
