import { text } from '../text/en.ts';
import { cssSize } from './css-box.ts';
import { Cut } from './cut.tsx';
import { Difference } from './difference.tsx';
import { fitting, inShot, isUpright, overlapOf } from './seam.ts';
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
};

/** Of a strip that stands upright, in CSS px: three of them and their words on a window. */
const HIGHEST = 420;
/** Of one that lies, with two others below it. */
const HIGHEST_LYING = 240;
const GAP = 8;

/** What two shots share: as the one shows it, as the other does, and the difference; scrolled together where larger than the room. */
export function Seam({ size, here, there, zoom, room }: Props) {
  const shared = overlapOf(here.position, there.position, size);
  if (!shared) return <p class="quiet">{text.noSeamHere}</p>;
  if (!here.picture_url || !there.picture_url) {
    return <p class="quiet">{text.neighbourGone(here.picture_url ? there.name : here.name)}</p>;
  }
  const upright = isUpright(shared);
  const frame = upright ? { width: (room - 2 * GAP) / 3, height: HIGHEST } : { width: room, height: HIGHEST_LYING };
  const scale = zoom === 'fit' ? fitting(shared, frame) : Number(zoom);
  const cuts = [here, there].map(({ position, picture_url }) => ({
    src: picture_url!,
    size: { width: size.width, height: size.height },
    part: inShot(shared, position),
    scale,
  })) as [Parameters<typeof Cut>[0], Parameters<typeof Cut>[0]];
  const width = { width: cssSize(shared, scale).width };
  return (
    <div
      class={`strips ${upright ? 'upright' : 'lying'} ${zoom === 'fit' ? '' : 'scrolled'} ${zoom === '2' ? 'enlarged' : ''}`}
      // What is larger than its frame is scrolled by keys as well.
      {...(zoom !== 'fit' && { tabIndex: 0, role: 'region', 'aria-label': text.seamWith(text.seams, there.name) })}
    >
      <figure style={width}>
        <Cut {...cuts[0]} alt={text.seamPart(text.seamThis, there.name)} />
        <figcaption class="quiet small">{text.seamThis}</figcaption>
      </figure>
      <figure style={width}>
        <Cut {...cuts[1]} alt={text.seamPart(there.name, there.name)} />
        <figcaption class="quiet small">{there.name}</figcaption>
      </figure>
      <figure style={width}>
        <Difference
          here={cuts[0]}
          there={cuts[1]}
          scale={scale}
          label={text.seamPart(text.seamDifference, there.name)}
        />
        <figcaption class="quiet small">
          {text.seamDifference} ({text.seamDifferenceWhat})
        </figcaption>
      </figure>
    </div>
  );
}
