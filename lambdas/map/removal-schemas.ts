/** What the HTTP API takes and answers where a map goes back or away. The form is that of schemas.ts. */
import * as z from 'zod';
import { BuildId, MapId } from './field-schemas.ts';

export const RollbackRequest = z.strictObject({
  from: BuildId.describe(
    'The build that is shown and should not be: names what the caller saw, so that a repeat goes back only once',
  ),
  to: BuildId.optional().describe('An earlier build of the list; by default the one that was published before `from`'),
});
export const RollbackAnswer = z.object({
  map: MapId,
  from: BuildId,
  published_build: BuildId.describe('What the map shows now'),
  previous_build: BuildId.nullable().describe('What a further rollback would show; null when nothing earlier is kept'),
});

const COUNT = 'How many went, when it is deleted; null also when the deletion died once and was begun again';
export const DeletionAnswer = z.object({
  map: MapId,
  status: z.enum(['deleting', 'deleted']).describe('Nobody sees it in either; `deleted`: nothing of it is left'),
  objects: z.int().nullable().describe(COUNT),
  rows: z.int().nullable().describe(COUNT),
});

export type RollbackRequest = z.infer<typeof RollbackRequest>;
export type RollbackAnswer = z.infer<typeof RollbackAnswer>;
export type DeletionAnswer = z.infer<typeof DeletionAnswer>;
