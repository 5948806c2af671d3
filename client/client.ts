/**
 * Typed client of the HTTP API, for browsers and Node alike. Every answer is checked against the API's own schema, so a
 * caller never meets a shape that its types deny. Pages take the part of their product alone.
 *
 * @example
 * const api = createClient({ baseUrl: 'http://127.0.0.1:4700', token: async () => token });
 * const { map } = await api.createMap({ name: 'My city' });
 */
import { type AlbumClient, createAlbumClient } from './album-client.ts';
import type { ClientOptions } from './api-caller.ts';
import { createMapClient, type MapClient } from './map-client.ts';

export type Client = MapClient & AlbumClient;

/** Every method throws `ApiError`. */
export const createClient = (options: ClientOptions): Client => ({
  ...createMapClient(options),
  ...createAlbumClient(options),
});
