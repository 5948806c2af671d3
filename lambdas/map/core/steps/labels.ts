/** An item of a stage: a shot or its area, or a block of tiles. */
export type Item = { id: string; name?: string; row?: number; col?: number };

/** What people know each item by: a shot by its file's name, with its place where several share the name. */
export function labelsOf(items: Item[]): Map<string, string> {
  const names = new Set<string>();
  const shared = new Set(items.flatMap(({ name }) => (name && (names.has(name) || !names.add(name)) ? [name] : [])));
  const label = ({ id, name, row, col }: Item) =>
    name === undefined ? id : shared.has(name) ? `${name} (row ${row}, col ${col})` : name;
  return new Map(items.map((item) => [item.id, label(item)]));
}
