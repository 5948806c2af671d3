import { useSignal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Shot } from '../../lambdas/map/shot-schemas.ts';
import { MinusIcon, PlusIcon, WholeMapIcon } from '../icons/icons.tsx';
import { count } from '../parts/durations.ts';
import { text } from '../text/en.ts';
import { certaintyOf } from './certainty.ts';
import { cssSize } from './css-box.ts';
import { gridShape } from './grid-shape.ts';
import { broughtIn, cellAt, cellsOf, sizeOf, wholeCell, zoomed } from './grid-window.ts';
import { lengthInPx } from './numbers.ts';
import { onOtherColours } from './paint-grid.ts';
import { paintWindow } from './paint-window.ts';
import type { Of } from './shots-of-build.tsx';

type XY = [number, number];
type Props = {
  of: Of;
  /** The filter lets it through; others step back. */
  isShown: (shot: Shot) => boolean;
  open: (shot: Shot) => void;
};

/** A finger means a cell only where it meets one: on smaller ones the first tap shows which, and a link opens it. */
const TAPPED_FROM = 40;
/** Numbers of a phone that is held upright: the picture leaves room for the page to be scrolled beside it. */
const HIGHEST = 560;

/** The picture of all shots: painted as far as it is seen, so that 10,000 of them scroll like ten. */
export function ShotGrid({ of, isShown, open }: Props) {
  const { shots } = of.answer;
  const shape = useMemo(() => gridShape(shots), [shots]);
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const window = useSignal<XY>([0, 0]);
  const chosenCell = useSignal<number | undefined>(undefined);
  const here = useSignal(Math.max(0, shots.indexOf(of.sorted[0]!)));
  const hovered = useSignal<number | undefined>(undefined);
  const isOpenOffered = useSignal(false);
  const moved = of.moves.places.value;

  const whole = wholeCell(shape, [window.value[0], HIGHEST]);
  const cells = cellsOf(shape, chosenCell.value ?? whole);
  const [width, height] = sizeOf(shape, cells);
  const scrolled = (): XY => [frame.current?.scrollLeft ?? 0, frame.current?.scrollTop ?? 0];

  useLayoutEffect(() => {
    const paint = () =>
      paintWindow(canvas.current!, {
        ...{ of, shape, cells, isShown, moved, here: here.value },
        ...{ scrolled: scrolled(), window: window.value },
      });
    paint();
    let asked = 0;
    const later = () => {
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(paint);
    };
    const box = frame.current!;
    box.addEventListener('scroll', later, { passive: true });
    const end = onOtherColours(later);
    return () => {
      cancelAnimationFrame(asked);
      box.removeEventListener('scroll', later);
      end();
    };
  }, [of, cells.width, cells.height, window.value, here.value, moved, isShown]);
  useLayoutEffect(() => {
    const measure = () => {
      const { clientWidth, clientHeight } = frame.current!;
      // Hidden behind a shot it has no size, and keeps what it had.
      if (clientWidth > 0) window.value = [clientWidth, clientHeight];
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(frame.current!);
    return () => watch.disconnect();
  }, [window]);

  const zoom = (by: 1 | -1) => {
    chosenCell.value = zoomed(cells.width, by);
  };
  // Where the cell in hand is seen after a zoom or a key.
  useLayoutEffect(() => {
    const [left, top] = broughtIn(cells, shape.place(shots[here.value]!), scrolled(), window.value);
    frame.current!.scrollTo({ left, top });
  }, [cells.width, here.value]);

  const keys = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = shape.next(here.peek(), event.key);
    if (next !== undefined) here.value = next;
    else if (event.key === 'Enter' || event.key === ' ') open(shots[here.peek()]!);
    else if (event.key === '+' || event.key === '=') zoom(1);
    else if (event.key === '-') zoom(-1);
    else return;
    hovered.value = undefined;
    event.preventDefault();
  };
  const under = ({ clientX, clientY }: PointerEvent | MouseEvent) => {
    const { left, top } = frame.current!.getBoundingClientRect();
    return shape.at(...cellAt(cells, scrolled(), [clientX - left, clientY - top]));
  };
  const told = shots[hovered.value ?? here.value]!;
  return (
    <section class="shot-grid">
      <div
        class="shot-grid-frame"
        ref={frame}
        style={{ maxHeight: `${HIGHEST}px` }}
        role="application"
        aria-label={text.gridOf(count(shots.length))}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes keys; what they lead to is said below
        tabIndex={0}
        onKeyDown={keys}
        onPointerMove={(event) => {
          if (event.pointerType === 'mouse') hovered.value = under(event);
        }}
        onPointerLeave={() => {
          hovered.value = undefined;
        }}
        onClick={(event) => {
          const found = under(event);
          if (found === undefined) return;
          here.value = found;
          const isFinger = (event as unknown as PointerEvent).pointerType === 'touch';
          if (isFinger && cells.width < TAPPED_FROM) isOpenOffered.value = true;
          else open(shots[found]!);
        }}
      >
        <div style={cssSize({ width, height })}>
          <canvas ref={canvas} />
        </div>
      </div>
      <div class="shot-grid-below">
        <p class="shot-grid-here small" aria-live="polite">
          {isOpenOffered.value ? <a href={of.address(told.screenshot_id)}>{saidOf(told)}</a> : saidOf(told)}
        </p>
        <div class="shot-grid-zoom">
          <button type="button" class="button plain square" title={text.smallerCells} onClick={() => zoom(-1)}>
            <MinusIcon /> <span class="unseen">{text.smallerCells}</span>
          </button>
          <button
            type="button"
            class="button plain square"
            title={text.whole}
            onClick={() => {
              chosenCell.value = undefined;
            }}
          >
            <WholeMapIcon /> <span class="unseen">{text.whole}</span>
          </button>
          <button type="button" class="button plain square" title={text.largerCells} onClick={() => zoom(1)}>
            <PlusIcon /> <span class="unseen">{text.largerCells}</span>
          </button>
        </div>
      </div>
      <p class="quiet small">
        {of.displacement.longest < 0.5 ? text.noArrows : text.arrowsWhat(text.px(lengthInPx(of.displacement.longest)))}
      </p>
    </section>
  );
}

const saidOf = (shot: Shot) =>
  text.gridCell(
    shot.name,
    text.rowAndColumn(shot.row, shot.col),
    text.certainties[certaintyOf(shot)],
    text.percentSure(shot.confidence),
    text.reasons[shot.reason],
  );
