/** The pages of albums, for their owner and for guests. */
import { asAtFirst, changed, held, heldThen, serverError } from '../../support/answers.ts';
import { loading, loadingOf, type PageWalks, problem, shows } from './walk.ts';

const ALBUMS = /\/api\/albums(\?|$)/;
const ONE = /\/api\/albums\/[^/?]+$/;
const PHOTOS = /\/api\/(albums|share)\/[^/]+\/photos(\?|$)/;
const LINK = /\/api\/share\/[^/?]+$/;
const OPENED = /\/api\/share\/[^/]+\/session$/;
/** One as it usually is, one whose photos have gone, and one that does not come to its end. */
const GOING = [
  ['Half way', 57, false],
  ['Nearly gone', 0, false],
  ['In the way of something', 3, true],
].map(([name, photos, late], i) => ({
  ...{ id: `album_00000000-0000-4000-8000-00000000000${i}`, name, photos, late },
  since: new Date(Date.now() - 3_600_000 * i).toISOString(),
}));
const thumbnails = shows('full', undefined, '.photo-tile img');

export const albumsWalks: PageWalks = {
  walks: [
    {
      as: 'ada',
      path: () => '/albums',
      // Those that other tests delete meanwhile would move what is on show.
      answers: () => [[ALBUMS, heldThen(asAtFirst('items'))]],
      stages: [loading, shows('full', undefined, '.album-row')],
    },
    {
      as: 'ada',
      path: () => '/albums',
      answers: () => [[ALBUMS, heldThen(changed(() => ({ items: [], next: null })))]],
      stages: [
        { ...loading, what: 'before empty' },
        shows('empty', undefined, '.message'),
        {
          state: 'full',
          what: 'new album',
          reach: (page) => page.getByRole('button', { name: 'New album' }).click(),
        },
      ],
    },
    {
      as: 'ada',
      path: () => '/albums',
      answers: () => [[ALBUMS, changed((list) => ({ ...list, deleting: GOING }))]],
      stages: [shows('full', 'being deleted', '.album-going')],
    },
    { as: 'nobody', path: () => '/albums', stages: [shows('empty', 'signed out', '.message')] },
    { as: 'ada', path: () => '/albums', answers: () => [[ALBUMS, serverError]], stages: [problem()] },
  ],
};

export const albumWalks: PageWalks = {
  walks: [
    {
      as: 'ada',
      path: ({ album }) => `/albums/${album}`,
      answers: () => [[ONE, held]],
      stages: [
        loading,
        thumbnails,
        {
          state: 'full',
          what: 'share',
          reach: async (page) => {
            await page.getByRole('button', { name: 'Share' }).click();
            await page.locator('.share-row').first().waitFor();
          },
        },
      ],
    },
    {
      as: 'ada',
      path: ({ album }) => `/albums/${album}`,
      answers: () => [[PHOTOS, heldThen(changed(() => ({ items: [], next: null })))]],
      stages: [loadingOf('.photo-grid.skeleton', 'the photos'), shows('empty', undefined, '.message')],
    },
    {
      as: 'ada',
      path: ({ album, photo }) => `/albums/${album}#${photo}`,
      stages: [
        {
          state: 'full',
          what: 'a photo',
          reach: (page) => page.locator('.photo-view .photo-layers img').first().waitFor(),
        },
      ],
    },
    { as: 'ada', path: ({ album }) => `/albums/${album}`, answers: () => [[ONE, serverError]], stages: [problem()] },
    {
      as: 'ada',
      path: ({ album }) => `/albums/${album}`,
      answers: () => [[PHOTOS, serverError]],
      stages: [problem('the photos')],
    },
  ],
};

export const shareWalks: PageWalks = {
  walks: [
    {
      as: 'nobody',
      path: ({ link }) => `/s/${link}`,
      answers: () => [[LINK, held]],
      stages: [loading, thumbnails],
    },
    {
      as: 'nobody',
      path: ({ link }) => `/s/${link}`,
      answers: () => [[PHOTOS, changed(() => ({ items: [], next: null }))]],
      stages: [shows('empty', undefined, '.message')],
    },
    {
      as: 'nobody',
      path: ({ lockedLink }) => `/s/${lockedLink}`,
      stages: [shows('full', 'password', '.password-form')],
    },
    {
      as: 'nobody',
      path: () => '/s/no-such-link',
      mayFail: /no-such-link/,
      stages: [shows('error', 'no such link', '.message.whole h1')],
    },
    { as: 'nobody', path: ({ link }) => `/s/${link}`, answers: () => [[OPENED, serverError]], stages: [problem()] },
  ],
};
