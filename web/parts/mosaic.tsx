/** Tiles of a mosaic, one of them not laid yet: for pages that have nothing to show. */
export const Mosaic = () => (
  <svg class="mosaic" width="88" height="64" viewBox="0 0 88 64" fill="currentColor" aria-hidden="true">
    {TILES.map(([x, y, opacity]) => (
      <rect key={`${x} ${y}`} x={x} y={y} width="20" height="20" rx="3" opacity={opacity} />
    ))}
    <rect x="45" y="23" width="18" height="18" rx="3" fill="none" stroke="currentColor" stroke-dasharray="4 3" />
  </svg>
);

/** Left, top, opacity. */
const TILES: [number, number, number][] = [
  [0, 0, 0.3],
  [22, 0, 0.55],
  [44, 0, 0.2],
  [66, 0, 0.4],
  [0, 22, 0.7],
  [22, 22, 0.25],
  [66, 22, 0.9],
  [0, 44, 0.2],
  [22, 44, 0.45],
  [44, 44, 0.65],
  [66, 44, 0.3],
];
