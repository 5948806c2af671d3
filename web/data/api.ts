import './zod-without-eval.ts';
import { createMapClient } from '../../client/map-client.ts';
import { callOptions } from './call-options.ts';

/** The map's part of the HTTP API of the address that served the pages. */
export const api = createMapClient(callOptions);
