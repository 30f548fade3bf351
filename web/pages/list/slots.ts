/**
 * Which element shows which row. Elements are used again, since to make and remove them while scrolling is dear; a row
 * keeps its element as long as it is shown, so that a focus stays where it is.
 */
export type Slots = {
  /** Row of each element; null: it shows none. */
  readonly rows: readonly (number | null)[];
};

export const noSlots: Slots = { rows: [] };

/**
 * The elements after other rows came into view, of which no more than `most` are taken in. Elements that were freed
 * are used first.
 */
export function assigned({ rows }: Slots, shown: readonly number[], most: number): Slots {
  const wanted = new Set(shown);
  const next = rows.map((row) => (row !== null && wanted.delete(row) ? row : null));
  let free = 0;
  for (const row of [...wanted].slice(0, most)) {
    while (free < next.length && next[free] !== null) free += 1;
    next[free] = row;
  }
  return { rows: next };
}
