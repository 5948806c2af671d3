/** A place in a list that is sorted by time: the last entry that was given out. */
export type Place = { at: string; id: string };
export type Page<Item> = { items: Item[]; after?: Place };
