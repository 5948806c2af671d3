/** As much of a Storage as is used, in memory. */
export function storage(over: Partial<Storage> = {}) {
  const items = new Map<string, string>();
  const store = {
    get length() {
      return items.size;
    },
    key: (index: number) => [...items.keys()][index] ?? null,
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
    removeItem: (name: string) => void items.delete(name),
    ...over,
  } as Storage;
  return { items, store };
}
