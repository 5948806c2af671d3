/** The OpenAPI document of the whole HTTP API, from the tables of routes and the schemas that validate them. */
import { PRODUCTS } from '../../lambdas/routes.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { ALBUM_WORDS } from './album-words.ts';
import { componentsOf, exportedSchemas } from './components.ts';
import { sharedResponses } from './errors.ts';
import { FILES, filePaths } from './files.ts';
import { MAP_WORDS } from './map-words.ts';
import { operationOf, type RouteWords } from './operation.ts';

/** What is said about a product, and about its routes. */
const WORDS: Record<string, { description: string; routes: Record<string, RouteWords> }> = {
  map: MAP_WORDS,
  album: ALBUM_WORDS,
};

const DESCRIPTION = `Screenshots of a city-building game become a zoomable web map; photos become private albums, shown to others by a link.

**Login.** Access tokens (JWT) of the platform's OpenID provider; \`/config.json\` tells issuer, client id and audience. Public maps
are read without one. A token that is sent must be good, also where none is needed.

**Errors.** Functions answer \`{"error": {"code", "message", "details", "request_id"}}\`: branch on \`code\`, show \`message\`; \`details\`
names each wrong field with its remedy. Requests that API Gateway refuses before a function runs get its own \`{"message"}\`.
The header \`apigw-requestid\` is on every answer; it is what to report.

**Pages.** Lists answer \`next\`; give it back as the query parameter \`next\`. \`null\` is the end, an empty page is not.

**Repeating.** Every request may be sent again when its answer was lost; where a repeat makes a second thing, its description says so.

**Further fields.** Answers may get new fields; ignore those you do not know. Requests with unknown fields or query parameters are
refused (422).`;

export async function openApiDocument() {
  const components = componentsOf(await exportedSchemas());
  const paths: Record<string, Record<string, object>> = {};
  for (const [product, routes] of Object.entries(PRODUCTS)) {
    for (const [name, route] of Object.entries(routes)) {
      const operation = operationOf(product, name, route, WORDS[product]?.routes[name] ?? {}, components);
      paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation };
    }
  }
  Object.assign(paths, filePaths(components));
  const responses = sharedResponses(components);
  return {
    openapi: '3.1.1',
    info: {
      title: 'Tessera',
      version: packageJson.version,
      summary: packageJson.description,
      description: DESCRIPTION,
      license: { name: 'Apache License 2.0', identifier: packageJson.license },
    },
    servers: [
      { url: 'http://127.0.0.1:4700', description: 'The local twin: `npm start`' },
      {
        url: 'https://{host}',
        description: 'A deployment',
        variables: { host: { default: 'maps.example.org', description: 'The address that people open' } },
      },
    ],
    tags: [...Object.keys(PRODUCTS).map((name) => ({ name, description: WORDS[name]?.description ?? name })), FILES],
    paths,
    components: {
      securitySchemes: {
        // Not `openIdConnect`: its issuer is another one for each deployment, and what openapi-generator makes of it sends no token.
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description:
            'Access token of the OpenID provider that `/config.json` names (authorization code with PKCE). What is listed beside it are the scopes that it must hold.',
        },
      },
      headers: {
        Location: { description: 'Where it is', schema: { type: 'string' } },
        RequestId: { description: 'Names this request in logs and errors', schema: { type: 'string' } },
        RetryAfter: { description: 'Seconds to wait before asking again', schema: { type: 'integer' } },
      },
      responses,
      schemas: components.named(),
    },
  };
}
