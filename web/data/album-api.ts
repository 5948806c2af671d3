import './zod-without-eval.ts';
import { createAlbumClient } from '../../client/album-client.ts';
import { callOptions } from './call-options.ts';

/** The album's part of the HTTP API of the address that served the pages. */
export const albumApi = createAlbumClient(callOptions);
