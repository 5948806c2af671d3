/** What the document says about the album beyond its table of routes. Examples are checked against the schemas. */
import type { ALBUM_ROUTES } from '../../lambdas/album/routes.ts';
import type { RouteWords } from './operation.ts';

const album = {
  id: 'album_6f3b2d1e-0c4a-4d6e-9b58-2f7a1c9e4d30',
  name: 'Summer at the lake',
  description: '',
  created_at: '2026-07-04T18:20:11.000Z',
  photos: 48,
};

const going = 'album_0b8e7d52-4f1c-4a6b-8d39-6e2f5a1b7c94';
const share = {
  ...{ share_id: 'share_01JZCS6Y9M4T8XQ2V7B3K5N0PR', created_at: '2026-07-05T09:00:00.000Z', state: 'open' },
  ...{ expires_at: '2026-08-04T09:00:00.000Z', has_password: true, upload: 'allowed', max_photos: 100, uploads: 3 },
  ...{ max_views: 500, views: 12 },
};
const token = '9Xz3mQ0cT1uYbKfR7wVg2A';
const photo_id = 'photo_0d9a5e7c-31f2-4b8e-8c66-5a1b7e0f2d94';
const sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const ticket = {
  photo_id,
  upload_url: 'https://bucket.s3.eu-central-1.amazonaws.com/originals/o/p?X-Amz-Signature=...',
  upload_headers: { 'content-type': 'image/jpeg', 'content-length': '3481044', 'if-none-match': '*' },
  expires_in: 900,
};
const photo = {
  ...{ id: photo_id, name: 'IMG_2041.jpg', type: 'image/jpeg', bytes: 3_481_044, state: 'ready', variants: 'ready' },
  ...{ width: 4032, height: 3024, created_at: '2026-07-04T19:02:40.000Z' },
};

const routes: Partial<Record<keyof typeof ALBUM_ROUTES, RouteWords>> = {
  'create-album': {
    description: 'Each request makes an album, also when there is one of that name.',
    answers: { 201: 'The new album' },
    request: { name: album.name },
    answer: { ...album, photos: 0 },
  },
  'list-albums': {
    answers: { 200: 'A page of albums' },
    answer: {
      ...{ items: [album], next: null },
      deleting: [{ id: going, name: 'Old ones', since: '2026-07-05T08:59:00.000Z', photos: 57, late: false }],
    },
  },
  'show-album': { answers: { 200: 'The album' }, answer: album },
  'update-album': {
    description: 'What is left out stays as it is.',
    answers: { 200: 'The album as it is now' },
    request: { description: 'By Ada and Ben' },
    answer: { ...album, description: 'By Ada and Ben' },
  },
  'create-share': {
    description:
      'Whoever has the token sees the album, so it is told once and only its hash is stored. Each request makes a link.',
    answers: { 201: 'The new link' },
    request: { expires_in_days: 30, password: 'our summer', upload: 'allowed', max_views: 500 },
    answer: { ...share, uploads: 0, views: 0, token, url: `/s/${token}` },
  },
  'list-shares': {
    description: 'Those that closed are listed for 30 days more.',
    answers: { 200: 'All links of the album' },
    answer: { items: [share] },
  },
  'revoke-share': {
    description:
      'Every request is refused at once; cookies for pictures that guests have by then are good for a minute at most. A repeat is harmless.',
    answers: { 204: 'It is taken back' },
  },
  'show-share': {
    description:
      'With a session of the link in the header `x-share-session` also one that has been opened as often as it may be.',
    answers: { 200: 'The link' },
    answer: { password_required: true, upload: 'allowed', expires_at: share.expires_at },
  },
  'open-share': {
    description:
      'A new session is a view; one that is sent and still good goes on, without a view and without the password. Cookies for the pictures come with the answer, where guests may see any.',
    answers: { 200: 'It is open' },
    request: { password: 'our summer' },
    answer: {
      ...{ session: 'Wn5pJ8rE2sLkD0aHqC6tYg', session_ends_at: '2026-07-05T10:00:00.000Z', expires_in: 60 },
      album: { id: album.id, name: album.name, description: '', photos: 48 },
    },
  },
  'album-session': {
    description:
      'Cookies that show all pictures of the album. None, and `unsigned`, when nothing can be signed just now.',
    answers: { 200: 'Cookies come with the answer' },
    answer: { expires_in: 120 },
  },
  'list-share-photos': {
    answers: { 200: 'A page of photos' },
    answer: { items: [photo], next: null },
  },
  'share-image': {
    description:
      'Wants the session in the header or in the query. A variant is shown by the edge, at an address that is good for 60 s. One that cannot be signed comes as it is up to 4 MB; above that the answer leads to an address in the bucket that is good for 60 s. Never the original.',
    answers: { 200: 'The picture itself', 302: 'Where the picture is' },
  },
  'create-share-ticket': {
    description: 'It counts as a photo of the quota of the link, also when nothing is uploaded.',
    answers: { 200: 'PUT the file, then confirm' },
    request: { filename: 'lake.jpg', content_type: 'image/jpeg', file_size: 2_480_113 },
    answer: ticket,
  },
  'renew-share-ticket': {
    description: 'Does not count.',
    answers: { 200: 'PUT the file, then confirm' },
    answer: ticket,
  },
  'confirm-share-photo': {
    description: 'A repeat answers the same.',
    answers: { 200: 'It lies in the album' },
    request: { photo_id },
    answer: { photo_id, filename: 'lake.jpg' },
  },
  'show-sent-photos': {
    description:
      'For who was cut off before the answer came, and for what is found out later: a photo that is `ready` and whose `variants` are `failed` cannot be shown, and `variants_error` says why. A guest who may not see the album asks here about his own.',
    answers: { 200: 'A state for each' },
    request: { photo_ids: [photo_id] },
    answer: { items: [{ photo_id, state: 'ready', variants: 'ready' }] },
  },
  'create-photo-ticket': {
    description:
      'PUT the file to `upload_url` with exactly `upload_headers`, then confirm it. The bucket refuses any other length, type and (with `sha256`) content, and answers 412 where the file is there already. What is never confirmed goes after a day. HEIC is not taken: the error says how a phone takes JPEG. Each request announces another photo.',
    answers: { 200: 'A photo that is pending, and where to upload it' },
    request: { album_id: album.id, filename: 'IMG_2041.jpg', content_type: 'image/jpeg', file_size: 3_481_044, sha256 },
    answer: ticket,
  },
  'renew-photo-ticket': {
    description: 'For an upload that was interrupted. Where the PUT answers 412, the file is there: confirm it.',
    answers: { 200: 'The same photo, with a new URL' },
    answer: ticket,
  },
  'confirm-photo': {
    description:
      'Looks at what was uploaded: its length, its checksum where one was announced, what its first bytes say it is, its size in pixels. A repeat answers the same. After `wrong_bytes` the upload and its photo are gone. Variants are made in the background.',
    answers: { 200: 'The photo lies in its album' },
    request: { photo_id },
    answer: { photo_id, filename: 'IMG_2041.jpg', url: `/api/photos/${photo_id}/image` },
  },
  'list-photos': { answers: { 200: 'A page of photos that are ready' }, answer: { items: [photo], next: null } },
  'delete-photo': {
    description: 'Nobody sees it from then on. Its objects go in the background; rows stay while its ticket is good.',
    answers: { 202: 'It is being removed' },
    answer: { status: 'removing' },
  },
  'delete-album': {
    description: 'With all of its photos that lie in no other album, and its links. A repeat is harmless.',
    answers: { 202: 'It is being removed' },
    answer: { status: 'removing' },
  },
  'photo-image': {
    description:
      'A variant is shown by the edge, at an address that is good for 120 s. The original, and a variant that cannot be signed, come as they are up to 4 MB; above that, and with `via=s3`, the answer leads to an address in the bucket that is good for 120 s.',
    answers: { 200: 'The picture itself', 302: 'Where the picture is' },
  },
  'upload-photo': {
    description: 'A photo above 4 MB goes by ticket. Each request makes a photo.',
    answers: { 201: 'The photo lies in its album' },
    answer: { photo_id, filename: 'IMG_2041.jpg', url: `/api/photos/${photo_id}/image` },
  },
  'add-photo': {
    description: 'A repeat is harmless.',
    answers: { 202: 'It lies there; its variants are being made' },
    answer: { ...photo, variants: 'making' },
  },
  'remove-photo': {
    description: 'It stays in its other albums; where there is none, it is to be deleted. A repeat is harmless.',
    answers: { 202: 'It is out; its variants there are being removed' },
    answer: { status: 'removing' },
  },
  'show-photo': { answers: { 200: 'The photo, also one that is pending' }, answer: photo },
};

export const ALBUM_WORDS = { description: 'Private albums of photos, shown to others by a link', routes };
