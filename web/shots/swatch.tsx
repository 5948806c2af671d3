import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Certainty } from './certainty.ts';
import { cssSize } from './css-box.ts';
import { fitCanvas, gridColours, onOtherColours, paintCells } from './paint-grid.ts';

const SIDE = 18;

/** A cell of the picture, for its legend: painted as the picture paints it. */
export function Swatch({ certainty }: { certainty: Certainty }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const paint = () => {
      const context = fitCanvas(canvas.current!, SIDE, SIDE);
      paintCells(context, gridColours(canvas.current!), certainty, [[0, 0]], [SIDE, SIDE]);
    };
    paint();
    return onOtherColours(paint);
  }, [certainty]);
  return <canvas class="swatch" ref={canvas} style={cssSize({ width: SIDE, height: SIDE })} />;
}
