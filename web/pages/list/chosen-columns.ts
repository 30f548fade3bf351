import type { Collection } from '../../../src/contract/api.ts';
import type { Column } from './column.ts';
import { columnsOf, usualColumns } from './columns.ts';

/** Which columns a list shows, in which order and how wide, and how that is written down. */

export type Widths = Readonly<Record<string, number>>;
const widthLimits = { min: 44, max: 640 } as const;

/** Ids out of `a,b,c`; unknown ones are dropped, the name comes first; none left: the usual ones. */
export function columnIds(collection: Collection, written: string | null): readonly string[] {
  if (written === null || written === '') return usualColumns(collection);
  const known = new Set(columnsOf(collection).map(({ id }) => id));
  const ids = [...new Set(written.split(','))].filter((id) => known.has(id) && id !== 'name');
  return ids.length === 0 ? usualColumns(collection) : ['name', ...ids];
}

/** Ids as `a,b,c`; null when they are the usual ones. */
export function writtenColumns(collection: Collection, ids: readonly string[]): string | null {
  const written = ids.join(',');
  return written === usualColumns(collection).join(',') ? null : written;
}

/** The columns of these ids, each as wide as somebody made it. */
export function columnsShown(
  collection: Collection,
  ids: readonly string[],
  { widths, showsHealth }: { readonly widths: Widths; readonly showsHealth: boolean },
): readonly Column[] {
  const byId = new Map(columnsOf(collection).map((column) => [column.id, column]));
  return ids.flatMap((id) => {
    const column = byId.get(id);
    if (column === undefined || (column.isHealth === true && !showsHealth)) return [];
    return [{ ...column, width: widths[id] ?? column.width }];
  });
}

/** The column one place to the left (−1) or right (1), never before the name. */
export function moved(ids: readonly string[], id: string, by: -1 | 1): readonly string[] {
  return placed(ids, id, ids.indexOf(id) + by);
}

/** The column at a place; the name stays first. */
export function placed(ids: readonly string[], id: string, place: number): readonly string[] {
  if (id === 'name' || !ids.includes(id)) return ids;
  const others = ids.filter((one) => one !== id);
  const at = Math.max(1, Math.min(others.length, place));
  return [...others.slice(0, at), id, ...others.slice(at)];
}

/** `id:240,id:80` as widths within limits; anything else is dropped. */
export function readWidths(written: string | null): Widths {
  return Object.fromEntries(
    (written ?? '').split(',').flatMap((pair) => {
      const [id = '', text = ''] = pair.split(':');
      const width = Number(text);
      return id !== '' && text !== '' && Number.isFinite(width) ? [[id, withinLimits(width)]] : [];
    }),
  );
}

/** Widths as `id:240,id:80`; null when there are none. */
export function writeWidths(widths: Widths): string | null {
  const pairs = Object.entries(widths).map(([id, width]) => `${id}:${width}`);
  return pairs.length === 0 ? null : pairs.join(',');
}

/** A width (px) as it may be. */
export function withinLimits(width: number): number {
  return Math.round(Math.max(widthLimits.min, Math.min(widthLimits.max, width)));
}

/** The first column takes what others leave, up to a half more; the rest stays empty. */
export function columnsTemplate([first = 0, ...others]: readonly number[]): string {
  const rest = others.map((width) => `${width}px`).join(' ');
  return `minmax(${first}px, ${Math.round(first * 1.5)}px) ${rest} minmax(0, 1fr)`;
}
