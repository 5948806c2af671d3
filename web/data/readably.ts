import { ApiError } from '../../client/api-error.ts';
import type { Client } from '../../client/client.ts';
import { text } from '../text/en.ts';

type Uploading = Pick<Client, 'uploadShot'>;

/**
 * The browser reads a file while it sends it. One that was changed or taken away since it was chosen cannot be read any more, which
 * looks as if the platform did not answer: then it is looked whether it can (not before each, for that holds up the page).
 */
export const readably =
  (api: Uploading): Uploading['uploadShot'] =>
  (ticket, body, options) =>
    api.uploadShot(ticket, body, options).catch(async (error) => {
      const isLost = error instanceof ApiError && error.status === 0;
      if (isLost && body instanceof File && !(await canBeRead(body))) throw new Error(text.fileChanged(body.name));
      throw error;
    });

const canBeRead = (file: File) =>
  file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );
