import type { ShotsAnswer } from '../../lambdas/map/shot-schemas.ts';
import { text } from '../text/en.ts';
import { cssSize } from './css-box.ts';
import { Cut } from './cut.tsx';
import { Difference } from './difference.tsx';
import { inShot, overlapOf, stripsOf, threeFit } from './seam.ts';
import type { Zoom } from './seams.tsx';

type Size = { width: number; height: number };
type Lying = { name: string; position: [number, number]; picture_url: string | null };
type Props = {
  /** Of every shot, in px. */
  size: Size;
  here: Lying;
  there: Lying;
  zoom: Zoom;
  /** CSS px that a seam may take across. */
  room: number;
  /** Interface, in px of a shot. */
  boxes: ShotsAnswer['boxes'];
};

/** What two shots share: as the one shows it, as the other does, and the difference; scrolled together where larger than the room. */
export function Seam({ size, here, there, zoom, room, boxes }: Props) {
  const shared = overlapOf(here.position, there.position, size);
  if (!shared) return <p class="quiet">{text.noSeamHere}</p>;
  if (!here.picture_url || !there.picture_url) {
    return <p class="quiet">{text.neighbourGone(here.picture_url ? there.name : here.name)}</p>;
  }
  const strips = stripsOf(shared, room);
  const scale = zoom === 'fit' ? strips.scale : Number(zoom);
  const cuts = [here, there].map(({ position, picture_url }) => ({
    src: picture_url!,
    size: { width: size.width, height: size.height },
    part: inShot(shared, position),
    scale,
  })) as [Parameters<typeof Cut>[0], Parameters<typeof Cut>[0]];
  const isBeside = strips.beside && threeFit(shared.width * scale, room);
  const width = { width: cssSize(shared, scale).width };
  return (
    <div
      class={`strips ${isBeside ? 'beside' : 'above'} ${zoom === 'fit' ? '' : 'scrolled'} ${zoom === '2' ? 'enlarged' : ''}`}
      // What is larger than its frame is scrolled by keys as well.
      {...(zoom !== 'fit' && { tabIndex: 0, role: 'region', 'aria-label': text.seamWith(text.seams, there.name) })}
    >
      <figure style={width}>
        <Cut {...cuts[0]} alt={text.seamPart(text.seamThis, there.name)} />
        <figcaption class="quiet small">{text.seamThis}</figcaption>
      </figure>
      <figure style={width}>
        <Cut {...cuts[1]} alt={text.seamPart(there.name, there.name)} />
        <figcaption class="quiet small file-name" title={there.name}>
          {there.name}
        </figcaption>
      </figure>
      <figure style={width}>
        <Difference
          here={cuts[0]}
          there={cuts[1]}
          scale={scale}
          boxes={boxes}
          label={text.seamPart(text.seamDifference, there.name)}
        />
        <figcaption class="quiet small">
          {text.seamDifference} ({text.seamDifferenceWhat(boxes.length > 0)})
        </figcaption>
      </figure>
    </div>
  );
}
