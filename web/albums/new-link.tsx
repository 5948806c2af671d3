import { useSignal } from '@preact/signals';
import type { Share } from '../../lambdas/album/share-schemas.ts';
import { SHARE } from '../../lib/limits/shares.ts';
import { albumApi } from '../data/album-api.ts';
import { count } from '../parts/durations.ts';
import { Problem } from '../parts/problem.tsx';
import { useAct } from '../parts/use-act.ts';
import { albumText } from '../text/en-album.ts';

/** Days after which a link may end; the API takes any from 1 to 365. */
const DAYS = [1, 7, 30, 365];
const USUAL_DAYS = 30;
const [SHORTEST_PASSWORD, LONGEST_PASSWORD] = SHARE.password;
const UPLOADS: Share['upload'][] = ['none', 'allowed', 'only'];

type Props = { album: string; onMade: (token: string) => void };

/** What a new link lets people do, and until when. */
export function NewLink({ album, onMade }: Props) {
  const { isBusy, error, act } = useAct();
  const upload = useSignal<Share['upload']>('none');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const typed = (name: string) => String(fields.get(name) ?? '');
    void act(async () => {
      const { token } = await albumApi.createShare(album, {
        upload: upload.peek(),
        ...(typed('photos') && { max_photos: Number(typed('photos')) }),
        ...(typed('days') && { expires_in_days: Number(typed('days')) }),
        ...(typed('password') && { password: typed('password') }),
        ...(typed('views') && { max_views: Number(typed('views')) }),
      });
      onMade(token);
    });
  };
  return (
    <form class="share-form" onSubmit={submit}>
      <label class="field">
        {albumText.linkEnds}
        <select name="days">
          {DAYS.map((days) => (
            <option key={days} value={days} selected={days === USUAL_DAYS}>
              {albumText.linkEndsAfter[days]}
            </option>
          ))}
          <option value="">{albumText.linkNeverEnds}</option>
        </select>
      </label>
      <label class="field">
        {albumText.linkUpload}
        <select
          value={upload.value}
          onChange={({ currentTarget }) => {
            upload.value = currentTarget.value as Share['upload'];
          }}
        >
          {UPLOADS.map((each) => (
            <option key={each} value={each}>
              {albumText.linkUploads[each]}
            </option>
          ))}
        </select>
      </label>
      {upload.value !== 'none' && (
        <Limit
          name="photos"
          label={albumText.linkMaxPhotos}
          what={albumText.linkMaxPhotosWhat(count(SHARE.photos.usual))}
          most={SHARE.photos.most}
        />
      )}
      <div class="field">
        <label class="field">
          {albumText.linkPassword}
          <input
            name="password"
            type="text"
            autocomplete="off"
            spellcheck={false}
            minLength={SHORTEST_PASSWORD}
            maxLength={LONGEST_PASSWORD}
            aria-describedby="password-what"
          />
        </label>
        <span id="password-what" class="quiet small">
          {albumText.linkPasswordWhat(SHORTEST_PASSWORD)}
        </span>
      </div>
      <Limit name="views" label={albumText.linkMaxViews} what={albumText.linkMaxViewsWhat} most={SHARE.views} />
      {Boolean(error.value) && <Problem title={albumText.linkNotMade} error={error.value} />}
      <button type="submit" class="button main" aria-disabled={isBusy.value}>
        {isBusy.value ? albumText.makingLink : albumText.makeLink}
      </button>
    </form>
  );
}

type LimitProps = {
  name: string;
  label: string;
  /** What holds when nothing is typed. */
  what: string;
  most: number;
};

const Limit = ({ name, label, what, most }: LimitProps) => (
  <div class="field">
    <label class="field">
      {label}
      <input name={name} type="number" inputMode="numeric" min={1} max={most} aria-describedby={`${name}-what`} />
    </label>
    <span id={`${name}-what`} class="quiet small">
      {what}
    </span>
  </div>
);
