/** Where a key leads from one item of a grid to another. Pure: the places of the items are given, left and top in px. */

type Place = [left: number, top: number];

/** Index of the item to go to; undefined for other keys, at the grid's end, and when none has the focus (`from` below 0). */
export function neighbourInGrid(key: string, from: number, places: readonly Place[]): number | undefined {
  if (from < 0) return undefined;
  const last = places.length - 1;
  switch (key) {
    case 'ArrowLeft':
      return from > 0 ? from - 1 : undefined;
    case 'ArrowRight':
      return from < last ? from + 1 : undefined;
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'ArrowUp':
    case 'ArrowDown':
      return inNextRow(from, places, key === 'ArrowDown');
    default:
      return undefined;
  }
}

/** The one below or above; where the last row is short, its end. */
function inNextRow(from: number, places: readonly Place[], isDown: boolean): number | undefined {
  const [left, top] = places[from]!;
  const row = places
    .map((place, index) => ({ place, index }))
    .filter(({ place }) => (isDown ? place[1] > top : place[1] < top));
  if (row.length === 0) return undefined;
  const nearest = isDown ? row[0]!.place[1] : row.at(-1)!.place[1];
  const same = row.filter(({ place }) => place[1] === nearest);
  return (same.find(({ place }) => place[0] >= left) ?? same.at(-1)!).index;
}
