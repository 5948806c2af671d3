/** The way to the files of a map, tiles and descriptions. */
export type MapFiles = {
  /** Answers as fetch does. */
  ask(path: string): Promise<Response>;
  /** Where leave is needed, which ends: what a tile needs that did not come. */
  leave?: TileLeave;
};
export type TileLeave = {
  /** Counts the leave that came: what is asked for is asked with this one. */
  generation(): number;
  /** Something that was asked for with this one did not come. Answers when it is worth another attempt. */
  refused(generation: number): Promise<void>;
};

/** Everybody may have them. */
export const OF_EVERYBODY: MapFiles = { ask: (path) => fetch(path) };

/** For who has leave. What comes too late for one that ended is asked for once more. */
export const filesWith = (leave: TileLeave, send: (path: string) => Promise<Response> = (path) => fetch(path)) => ({
  leave,
  async ask(path: string): Promise<Response> {
    const asked = leave.generation();
    const answer = await send(path);
    if (answer.status !== 403) return answer;
    await leave.refused(asked);
    return send(path);
  },
});
