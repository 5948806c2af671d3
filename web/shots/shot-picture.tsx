import { useSignal } from '@preact/signals';
import type { ShotDetail, ShotsAnswer } from '../../lambdas/map/shot-schemas.ts';
import { text } from '../text/en.ts';

type Props = {
  /** Undefined while it is asked for. */
  shot: ShotDetail | undefined;
  boxes: ShotsAnswer['boxes'];
  hasFailed: boolean;
};

/** The screenshot whole, with what is not compared of it. */
export function ShotPicture({ shot, boxes, hasFailed }: Props) {
  const isLost = useSignal(false);
  if (!shot) return <div class={hasFailed ? '' : 'skeleton'}>{!hasFailed && <div class="block shot-picture" />}</div>;
  const { picture_url: url, name, width, height } = shot;
  if (!url || isLost.value) {
    return (
      <section class="message shot-picture-gone">
        <p>{url ? text.pictureNotLoaded : text.pictureGone}</p>
        {!url && <p class="quiet small">{text.picturesGoneWhat}</p>}
      </section>
    );
  }
  const share = (px: number, of: number) => `${(100 * px) / of}%`;
  return (
    <figure class="shot-figure">
      <div class="shot-picture" style={{ aspectRatio: `${width} / ${height}` }}>
        <img
          src={url}
          crossOrigin="anonymous"
          alt={text.pictureOf(name)}
          onError={() => {
            isLost.value = true;
          }}
        />
        {boxes.map(([left, top, boxWidth, boxHeight]) => (
          <span
            key={`${left} ${top}`}
            class="shot-box"
            style={{
              ...{ left: share(left, width), top: share(top, height) },
              ...{ width: share(boxWidth, width), height: share(boxHeight, height) },
            }}
          />
        ))}
      </div>
      {(shot.removed || boxes.length > 0) && (
        <figcaption class="quiet small">
          {shot.removed && text.pictureCopied} {boxes.length > 0 && text.boxesWhat}
        </figcaption>
      )}
    </figure>
  );
}
