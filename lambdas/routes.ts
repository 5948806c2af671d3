import { ALBUM_ROUTES } from './album/routes.ts';
import type { ApiRoute } from './kernel/route.ts';
import { MAP_ROUTES } from './map/routes.ts';

/**
 * The HTTP API as a whole: product -> name -> route. The route `create-map` of `map` is served by
 * `lambdas/map/handlers/create-map.ts`; names are unique over all products.
 */
export const PRODUCTS: Record<string, Record<string, ApiRoute>> = {
  map: MAP_ROUTES,
  album: ALBUM_ROUTES,
};
