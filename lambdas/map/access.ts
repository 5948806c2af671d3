/** Which scope and login a route of the map asks for. */
export const WRITES = { scope: 'maps:write', login: 'required' } as const;
export const READS_OWN = { scope: 'maps:read', login: 'required' } as const;
/** Public maps are shown to everybody. */
export const READS = { scope: 'maps:read', login: 'optional' } as const;
