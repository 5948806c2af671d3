/** The map table, partition by partition: for whoever removes all of it and need not know what the rows are. */
export type Rows = {
  /** The first sort keys of a partition, in order, without one that is left out. */
  keys(pk: string, limit: number, but?: string): Promise<string[]>;
  /** A row that does not exist is no error, so a repeat is harmless. */
  remove(pk: string, sortKeys: string[]): Promise<void>;
};
