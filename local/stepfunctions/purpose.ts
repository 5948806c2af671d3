/**
 * What an execution is for, as its state machine's own `Comment` says: `: Screenshots become a published map`. Its name alone, an
 * id, tells nobody who reads the log.
 */
export function purposeOf({ definition }: { definition: string }): string {
  const { Comment: comment } = JSON.parse(definition) as { Comment?: string };
  return comment ? `: ${comment}` : '';
}
