import { text } from '../text/en.ts';
import './viewer.css';

/** The ground of the map and the bar with its name, while what is to be shown is not known yet. */
export const ViewerSkeleton = () => (
  <main class="viewer">
    <h1 class="unseen">{text.loading}</h1>
    <div class="viewer-bar skeleton" role="status" aria-label={text.loading}>
      <div class="viewer-name floating">
        <div class="viewer-title-skeleton">
          <div class="block line" />
          <div class="block line" />
        </div>
      </div>
    </div>
  </main>
);
