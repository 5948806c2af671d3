/** Who may use a route: what the lines of the album's tables have in common. */
export const WRITES = { scope: 'albums:write', login: 'required' } as const;
export const READS = { scope: 'albums:read', login: 'required' } as const;
/** Behind a link. */
export const GUEST = { login: 'guest', ownership: 'link' } as const;
/** By who has opened it. */
export const OPENED = { ...GUEST, session: 'required' } as const;
