import { useRef } from 'preact/hooks';
import type { LinkInfo, OpenedLink } from '../../lambdas/album/share-schemas.ts';
import type { Variant } from '../../lambdas/album/variants.ts';
import { albumApi } from '../data/album-api.ts';
import { failedBy } from '../data/failed.ts';
import { endOfLink } from './end-of-link.ts';
import { keepSession, keptSession } from './kept-session.ts';

type Told = {
  /** The link opens nothing any more. */
  onEnded: (error: unknown) => void;
  /** The session has ended, and the link wants its password again. */
  onPassword: () => void;
};

export type Guest = {
  /** Calls with the session; one that has ended is followed by another, where no password is wanted. */
  ask<T>(call: (session: string) => Promise<T>): Promise<T>;
  /** Goes on with the session: cookies for another minute. */
  renew(): Promise<OpenedLink>;
  /** Where a picture is that no cookies show. */
  picture(photo: string, variant: Variant): Promise<string>;
};

/** What a guest asks for. Whatever it is may be the first to find the link, or its session, ended: the page is told. */
export function useGuest(token: string, info: LinkInfo, opened: OpenedLink, { onEnded, onPassword }: Told): Guest {
  const opening = useRef<Promise<OpenedLink> | undefined>(undefined);
  // The newest, wherever it was got: uploads outlive what is on show.
  const session = () => keptSession(token) ?? opened.session;
  const watched = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      if (endOfLink(error)?.startsWith('link_')) onEnded(error);
      if (failedBy(error).status === 401 && info.password_required) onPassword();
      throw error;
    }
  };
  /** Once for all that ask meanwhile: opening may count as a view. */
  const renew = (): Promise<OpenedLink> => {
    opening.current ??= watched(albumApi.openShare(token, { session: session() }))
      .then((now) => {
        keepSession(token, now.session);
        return now;
      })
      .finally(() => {
        opening.current = undefined;
      });
    return opening.current;
  };
  return {
    renew,
    picture: async (photo, variant) => albumApi.sharePicture(token, session(), photo, variant),
    async ask(call) {
      try {
        return await watched(call(session()));
      } catch (error) {
        if (failedBy(error).status !== 401 || info.password_required) throw error;
        return watched(call((await renew()).session));
      }
    },
  };
}
