import type { Share } from '../../lambdas/album/share-schemas.ts';
import { SHARE } from '../../lib/limits/shares.ts';
import { albumApi } from '../data/album-api.ts';
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
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const typed = (name: string) => String(fields.get(name) ?? '');
    void act(async () => {
      const { token } = await albumApi.createShare(album, {
        upload: typed('upload') as Share['upload'],
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
        <select name="upload">
          {UPLOADS.map((upload) => (
            <option key={upload} value={upload}>
              {albumText.linkUploads[upload]}
            </option>
          ))}
        </select>
      </label>
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
      <div class="field">
        <label class="field">
          {albumText.linkMaxViews}
          <input
            name="views"
            type="number"
            inputMode="numeric"
            min={1}
            max={SHARE.views}
            aria-describedby="views-what"
          />
        </label>
        <span id="views-what" class="quiet small">
          {albumText.linkMaxViewsWhat}
        </span>
      </div>
      {Boolean(error.value) && <Problem title={albumText.linkNotMade} error={error.value} />}
      <button type="submit" class="button main" aria-disabled={isBusy.value}>
        {isBusy.value ? albumText.makingLink : albumText.makeLink}
      </button>
    </form>
  );
}
