import { createHash } from 'node:crypto';
import type { Connector } from '../../model/bundle.ts';
import { batches, type Entries, type Entry } from '../bundle/batches.ts';
import { fingerprintOf } from '../bundle/open.ts';
import { openFiles, type TableFiles } from './files.ts';
import { loadIndexes } from './lookups.ts';
import type { CsvMapping } from './mapping.ts';
import { fieldsOfTable, rowReader } from './record.ts';
import { createRemarks } from './remarks.ts';
import { dataRows } from './table.ts';
import { refuseUnclear } from './unclear.ts';

/**
 * The items of the CSV files in a folder (or of one file), as the mapping says. Rejects say `deals.csv line 240`; what
 * was left out of rows that are imported all the same follows per table with its count. Throws a Problem for what
 * concerns a whole file, before the first batch: a file or column that is not there, an encoding, dates or numbers that
 * only a person can tell.
 */
export function csvConnector(
  path: string,
  mapping: CsvMapping,
  options: { readonly batchSize?: number } = {},
): Connector {
  return async function* ({ cursor, signal }) {
    const files = await openFiles(path, mapping);
    const fingerprint = await stateOf(files, mapping);
    const size = options.batchSize ?? 1000;
    yield* batches(entriesOf(files, mapping), { cursor, signal, size, fingerprint });
  };
}

async function* entriesOf(files: TableFiles, mapping: CsvMapping): Entries {
  const indexes = await loadIndexes(mapping, files);
  const tables = mapping.tables.flatMap((table, index) => {
    const file = files.get(table.file);
    if (file === undefined) return [];
    const remarks = createRemarks();
    const fields = fieldsOfTable(table, mapping, { table: file, indexes, remarks });
    return [{ table, file, fields, remarks, path: `tables[${index}]` }];
  });
  for (const { table, file, path } of tables) {
    const unread = { table: file, indexes, remarks: createRemarks() };
    await refuseUnclear(file, fieldsOfTable(table, mapping, unread), path);
  }
  const total = tables.reduce((sum, { file }) => sum + file.size, 0);
  let before = 0;
  for (const { table, file, fields, remarks } of tables) {
    const read = rowReader(table, fields, { table: file, remarks });
    for await (const { rows, done } of dataRows(file)) {
      const entries = rows.map((row): Entry => {
        const place = `${file.name} line ${row.line}`;
        const outcome = 'cells' in row ? read(row.cells, row.line) : row;
        return 'item' in outcome
          ? { place, done: before + done, item: outcome.item }
          : { place, done: before + done, misfits: outcome.misfits };
      });
      yield { entries, total };
    }
    before += file.size;
    yield { entries: remarks.entries(file.name, before), total };
  }
}

/** A cursor is good for the same files read in the same way. */
async function stateOf(files: TableFiles, mapping: CsvMapping): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(mapping));
  for (const { name, path } of files.values()) hash.update(`${name} ${await fingerprintOf(path)}`);
  return hash.digest('hex').slice(0, 16);
}
