/** The two ways to an album: its owner's, with a login, and a guest's, by a link. What a page asks for, in its order. */
import type { PhotoTicketRequest } from '../../lambdas/album/photo-schemas.ts';
import { SESSION_HEADER } from '../../lib/limits/shares.ts';
import type { Answer, Asked, Phone } from './phone.ts';
import type { Person } from './plan.ts';

/** What a photo is announced with, but for its album. */
export type Announced = Omit<PhotoTicketRequest, 'album_id'>;
export type Opened = { album: string; cookie: string /** Of the cookies, ms of `performance.now()`. */; until: number };

export type Door = {
  /** Everything before the first list of photos; undefined when something failed. */
  open(): Promise<Opened | undefined>;
  /** Cookies for another while. */
  renew(): Promise<Opened | undefined>;
  /** Page by page, newest first. */
  list(at: { next?: string | null; limit: number }): Promise<Answer | undefined>;
  ticket(photo: Announced): Promise<Answer | undefined>;
  confirm(photo: string): Promise<Answer | undefined>;
};

/** @param onOpened is told of a link that was opened: a view */
export const doorOf = (person: Person, url: string, phone: Phone, onOpened: (link: string) => void): Door =>
  person.comes === 'with a login' ? ownersDoor(person, url, phone) : guestsDoor(person, url, phone, onOpened);

function ownersDoor({ token, album }: Person & { comes: 'with a login' }, url: string, phone: Phone): Door {
  const asked = (path: string, body?: object): Asked =>
    asking(`${url}/api${path}`, body, { authorization: `Bearer ${token}` });
  const renew = async () =>
    openedOf(await phone.ask('cookies', { ...asked(`/albums/${album}/session`), method: 'POST' }, withCookies), album);
  return {
    async open() {
      const albums = await phone.ask('list albums', asked('/albums'));
      return albums && renew();
    },
    renew,
    list: (at) => phone.ask('list photos', asked(`/albums/${album}/photos?${pageQuery(at)}`), isList),
    ticket: (photo) => phone.ask('ticket', asked('/photos/presigned-url', { ...photo, album_id: album })),
    confirm: (photo_id) => phone.ask('confirm', asked('/photos/confirm', { photo_id })),
  };
}

function guestsDoor(
  { link, password }: Person & { comes: 'by a link' },
  url: string,
  phone: Phone,
  onOpened: (link: string) => void,
): Door {
  let session: string | undefined;
  const asked = (path: string, body?: object): Asked =>
    asking(`${url}/api/share/${link}${path}`, body, session ? { [SESSION_HEADER]: session } : {});
  return {
    async open() {
      if (!(await phone.ask('show a link', asked('')))) return undefined;
      const opening = password === undefined ? 'open a link' : 'open by a password';
      const answer = await phone.ask(opening, asked('/session', { password }), withCookies);
      if (!answer) return undefined;
      onOpened(link);
      const opened = JSON.parse(answer.bytes.toString());
      session = opened.session;
      return openedOf(answer, opened.album.id);
    },
    async renew() {
      const answer = await phone.ask('cookies', asked('/session', { session }), withCookies);
      return answer && openedOf(answer, JSON.parse(answer.bytes.toString()).album.id);
    },
    list: (at) => phone.ask('list photos', asked(`/photos?${pageQuery(at)}`), isList),
    ticket: (photo) => phone.ask('ticket', asked('/photos/presigned-url', photo)),
    confirm: (photo_id) => phone.ask('confirm', asked('/photos/confirm', { photo_id })),
  };
}

/** As the pages ask. */
const pageQuery = ({ next, limit }: Parameters<Door['list']>[0]) =>
  new URLSearchParams({ limit: String(limit), ...(next && { next }) });

const asking = (url: string, body: object | undefined, headers: Record<string, string>): Asked =>
  body === undefined
    ? { url, headers }
    : { url, method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };

const withCookies = ({ setCookies }: Answer) =>
  setCookies.length === 4 ? undefined : `it came with ${setCookies.length} cookies`;
const isList = ({ bytes }: Answer) =>
  bytes.toString('latin1', 0, 9) === '{"items":' ? undefined : `no list: ${bytes.toString('utf8', 0, 200)}`;

function openedOf(answer: Answer | undefined, album: string): Opened | undefined {
  if (!answer) return undefined;
  const cookie = answer.setCookies.map((each) => each.split(';')[0]).join('; ');
  const { expires_in } = JSON.parse(answer.bytes.toString()) as { expires_in: number };
  return { album, cookie, until: performance.now() + expires_in * 1000 };
}
