import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import type { Batch, Connector, Item, Reject } from '../../model/bundle.ts';
import { Problem } from '../../model/problem.ts';
import { appointmentsOf } from './appointment.ts';
import { Expander } from './expander.ts';
import type { Expansion } from './series.ts';
import type { Bounds } from './slots.ts';
import { requiredZone } from './zones.ts';

/**
 * Calendars as appointments: an ICS file, or a folder with all `.ics` files below it. Series become single meetings
 * inside `bounds`; times without a zone, and days, are those of `timeZone` (IANA). Throws a Problem when there is
 * nothing to read at `path`. Titles and people are kept; descriptions, places and attachments are never read.
 */
export function calendarConnector(
  path: string,
  bounds: Bounds,
  { timeZone = 'UTC', batchSize = 500, expander: shared }: Options = {},
): Connector {
  return async function* ({ cursor, signal }) {
    requiredZone(timeZone);
    const position = cursor === null ? null : readCursor(cursor);
    const files = await calendarFiles(path);
    const expander = shared ?? new Expander();
    try {
      let batch = emptyBatch();
      for (const [index, file] of files.entries()) {
        if (signal.aborted) return;
        if (position !== null && isDone(file, position)) continue;
        const after = position?.file === file ? position.after : null;
        const expansion = await expandFile(join(path, file), { expander, bounds, timeZone });
        const { activities, rejects } = appointmentsOf(expansion);
        // The rejects of a file go out with its first appointments, so once some of those are out they are too.
        for (const reject of after === null ? rejects : [])
          batch.rejects.push(placed(file || basename(path), reject));
        for (const value of activities) {
          if (after !== null && value.id <= after) continue;
          batch.items.push({ type: 'activity', value });
          if (batch.items.length < batchSize) continue;
          yield full(batch, { file, after: value.id }, { done: index, total: files.length });
          if (signal.aborted) return;
          batch = emptyBatch();
        }
        const last = index === files.length - 1;
        if (!last && batch.items.length + batch.rejects.length < batchSize) continue;
        yield full(batch, { file, after: null }, { done: index + 1, total: files.length });
        batch = emptyBatch();
      }
    } finally {
      if (shared === undefined) await expander.close();
    }
  };
}

type Options = {
  readonly timeZone?: string;
  readonly batchSize?: number;
  /** The thread to read in, for callers that read many sources; they close it. */
  readonly expander?: Expander;
};

/** The last file that was begun, by its path below the source, and the last id of it, null when it was finished. */
type Position = { readonly file: string; readonly after: string | null };

function emptyBatch(): { items: Item[]; rejects: Reject[] } {
  return { items: [], rejects: [] };
}

function full(
  { items, rejects }: { readonly items: readonly Item[]; readonly rejects: readonly Reject[] },
  position: Position,
  progress: Batch['progress'],
): Batch {
  return { items, rejects, cursor: writeCursor(position), progress };
}

function writeCursor({ file, after }: Position): string {
  return `${after ?? 'end'} ${file}`;
}

function readCursor(cursor: string): Position {
  const [, after, file] = /^(end|cal:[0-9a-f]{32}) (.*)$/s.exec(cursor) ?? [];
  if (file !== undefined) return { file, after: after === 'end' ? null : (after ?? null) };
  throw new Problem({
    code: 'cursor_unreadable',
    message: 'The cursor is not one of a calendar import',
    value: cursor,
    hint: 'Start the import again without a cursor; what is there already is not imported twice',
  });
}

function isDone(file: string, position: Position): boolean {
  return file < position.file || (file === position.file && position.after === null);
}

/** Paths below `path`, in one order on every machine; the empty path is the file `path` itself. */
async function calendarFiles(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new Problem({
      code: 'file_unreadable',
      message: 'There is no calendar to read',
      value: path,
      hint: 'Give the path of an .ics file or of a folder with .ics files',
      cause,
    });
  });
  if (found.isFile()) return [''];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.(ics|ical|icalendar)$/i.test(entry.name))
    .map((entry) => relative(path, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort((a, b) => (a < b ? -1 : 1));
  if (files.length > 0) return files;
  throw new Problem({
    code: 'calendar_missing',
    message: 'The folder holds no calendar',
    value: path,
    hint: 'Calendars are files that end in .ics',
  });
}

async function expandFile(
  path: string,
  reading: { readonly expander: Expander; readonly bounds: Bounds; readonly timeZone: string },
): Promise<Expansion> {
  const { expander, bounds, timeZone } = reading;
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const value = error instanceof Error ? error.message : String(error);
    const reject = { place: '', field: 'file', value, expected: 'a file that can be read' };
    return { occurrences: [], rejects: [reject] };
  }
  return expander.expand({ bytes, bounds, timeZone });
}

function placed(file: string, reject: Reject): Reject {
  return { ...reject, place: `${file} ${reject.place}`.trim() };
}
