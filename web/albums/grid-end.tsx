import { useEffect, useRef } from 'preact/hooks';
import { Problem } from '../parts/problem.tsx';
import { text } from '../text/en.ts';
import { albumText } from '../text/en-album.ts';
import type { PhotoList } from './use-photos.ts';

/** Photos are asked for so far before they come into sight. */
const AHEAD = '1200px';

/** Below the photos that are there: asks for more as soon as it comes near, and has a button for who does not scroll. */
export function GridEnd({ list }: { list: PhotoList }) {
  const end = useRef<HTMLDivElement>(null);
  const { photos, error } = list.state.value;
  useEffect(() => {
    if (error) return;
    const seen = new IntersectionObserver(([entry]) => entry?.isIntersecting && list.more(), { rootMargin: AHEAD });
    if (end.current) seen.observe(end.current);
    return () => seen.disconnect();
    // Anew with each page: one that did not fill the window leaves the end in sight, which is told only once.
  }, [photos, error, list.more]);
  return (
    <div ref={end} class="photo-grid-end">
      {error ? (
        <Problem title={albumText.morePhotosFailed} error={error} retry={list.more} />
      ) : (
        <button type="button" class="button" onClick={list.more}>
          {text.showMore}
        </button>
      )}
    </div>
  );
}
