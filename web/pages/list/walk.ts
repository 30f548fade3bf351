/** Where keys lead in a grid. Row −1 is the heading. */

export type Place = { readonly row: number; readonly column: number };
export type Extent = {
  readonly rows: number;
  readonly columns: number;
  /** Rows that are seen at once. */
  readonly seen: number;
};

/** The place that a key leads to; null for a key that leads nowhere. */
export function placeAfter(
  { row, column }: Place,
  { key, whole }: { readonly key: string; readonly whole: boolean },
  { rows, columns, seen }: Extent,
): Place | null {
  const to = (nextRow: number, nextColumn: number): Place => ({
    row: Math.max(-1, Math.min(rows - 1, nextRow)),
    column: Math.max(0, Math.min(columns - 1, nextColumn)),
  });
  const firstRow = Math.min(row, 0);
  switch (key) {
    case 'ArrowDown':
      return to(row + 1, column);
    case 'ArrowUp':
      return to(row - 1, column);
    case 'ArrowRight':
      return to(row, column + 1);
    case 'ArrowLeft':
      return to(row, column - 1);
    case 'PageDown':
      return to(row + seen, column);
    case 'PageUp':
      return to(Math.max(firstRow, row - seen), column);
    case 'Home':
      return whole ? to(0, 0) : to(row, 0);
    case 'End':
      return whole ? to(rows - 1, columns - 1) : to(row, columns - 1);
    default:
      return null;
  }
}
