/** The index of the media table: everything of a collection, used or not, in the order it was announced. */
export const BY_COLLECTION = { name: 'by-collection', pk: 'collection', sk: 'created_at' } as const;

export const mediaKey = (id: string) => ({ pk: `MEDIA#${id}`, sk: 'MEDIA' });
