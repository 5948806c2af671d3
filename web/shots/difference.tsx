import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { ShotsAnswer } from '../../lambdas/map/shot-schemas.ts';
import { asStored } from '../parts/as-stored.ts';
import { cssSize } from './css-box.ts';
import type { Rectangle } from './seam.ts';

type Cut = { src: string; size: { width: number }; part: Rectangle };
type Props = { here: Cut; there: Cut; scale: number; label: string; boxes: ShotsAnswer['boxes'] };

/**
 * What is different between two cuts, in the pixels of the shots, then made smaller: pictures that are made smaller first differ
 * where they are the same. Drawn as they are stored, as the cuts beside show them.
 */
export function Difference({ here, there, scale, label, boxes }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pictures = [usePicture(here.src), usePicture(there.src)];
  const { width, height } = here.part;
  useLayoutEffect(() => {
    const [first, second] = pictures;
    if (!first || !second) return;
    const context = canvas.current!.getContext('2d')!;
    draw(context, first, here, 'copy');
    draw(context, second, there, 'difference');
    hide(context, [here, there], boxes);
    canvas.current!.dataset.drawn = 'yes';
  }, [...pictures, here.part.left, here.part.top, there.part.left, there.part.top, width, height]);
  return (
    <canvas
      class="difference"
      ref={canvas}
      width={width}
      height={height}
      style={cssSize({ width, height }, scale)}
      role="img"
      aria-label={label}
    />
  );
}

/** Of a screenshot that went a smaller copy may be left: parts count in px of the shot. */
function draw(
  context: CanvasRenderingContext2D,
  picture: ImageBitmap,
  { size, part: { left, top, width, height } }: Cut,
  mode: GlobalCompositeOperation,
): void {
  const copied = picture.width / size.width;
  context.globalCompositeOperation = mode;
  context.drawImage(picture, left * copied, top * copied, width * copied, height * copied, 0, 0, width, height);
}

/** Interface differs wherever it is not over itself, and was not compared: black. */
function hide(context: CanvasRenderingContext2D, cuts: Cut[], boxes: Props['boxes']): void {
  context.globalCompositeOperation = 'source-over';
  context.fillStyle = '#000';
  for (const { part } of cuts)
    for (const [left, top, width, height] of boxes) context.fillRect(left - part.left, top - part.top, width, height);
}

/** Undefined until it is there; one that does not come is told by the cut beside. */
function usePicture(src: string): ImageBitmap | undefined {
  const loaded = useSignal<ImageBitmap | undefined>(undefined);
  useEffect(() => {
    const over = new AbortController();
    load(src, over.signal).then(
      (picture) => {
        if (over.signal.aborted) picture.close();
        else loaded.value = picture;
      },
      () => {},
    );
    return () => over.abort();
  }, [src, loaded]);
  return loaded.value;
}

async function load(src: string, signal: AbortSignal): Promise<ImageBitmap> {
  const response = await fetch(src, { signal });
  if (!response.ok) throw new Error(`${response.status}`);
  return createImageBitmap(new Blob([asStored(new Uint8Array(await response.arrayBuffer()))]));
}
