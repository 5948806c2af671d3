import type { MapJson } from '../../lambdas/map/schemas.ts';

type Shape = Pick<MapJson, 'width' | 'height' | 'tileSize' | 'minZoom' | 'maxZoom' | 'blank'>;

/**
 * Answers which tiles the store has. `outside`: beyond the map's rectangle at that zoom; `blank`: one colour or empty, never
 * stored. Neither is ever asked for, so that a map shows without a failed request.
 */
export function tilePresence(map: Shape): (z: number, x: number, y: number) => 'stored' | 'blank' | 'outside' {
  const blank = new Set(map.blank);
  return (z, x, y) => {
    if (z < map.minZoom || z > map.maxZoom) return 'outside';
    const side = map.tileSize * 2 ** (map.maxZoom - z);
    const inside = x >= 0 && y >= 0 && x < Math.ceil(map.width / side) && y < Math.ceil(map.height / side);
    if (!inside) return 'outside';
    return blank.has(`${z}/${x}/${y}`) ? 'blank' : 'stored';
  };
}
