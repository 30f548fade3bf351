import type { Draft } from './draft.ts';
import type { RowType } from './fields.ts';
import { nearest } from './nearest.ts';
import type { ColumnProfile, FileProfile } from './profile.ts';
import { plain, prices } from './words.ts';

/** Fields that name a thing of another table. */
const references: Readonly<Record<string, RowType>> = {
  ownerId: 'user',
  managerId: 'user',
  accountId: 'account',
  parentAccountId: 'account',
  contactId: 'contact',
  primaryContactId: 'contact',
};

/** Least share of rows whose value must be found for two columns to belong together. */
const enough = 0.5;

/** Ties the tables together: names that stand for ids, and the prices of a list that is no table of ours. */
export function linkDrafts(drafts: readonly Draft[], others: readonly FileProfile[]): void {
  for (const draft of drafts) {
    for (const [field, type] of Object.entries(references)) {
      linkReference(
        draft,
        field,
        drafts.filter((one) => one.type === type),
      );
    }
    if (draft.type === 'opportunity') linkPrices(draft, others);
  }
}

function linkReference(draft: Draft, field: string, targets: readonly Draft[]): void {
  const column = columnOf(draft, field);
  if (column === undefined || targets.length === 0) return;
  for (const target of targets) {
    const [id, name] = [columnOf(target, 'id'), columnOf(target, 'name')];
    if (id === undefined) continue;
    const file = target.profile.file.name;
    if (found(column, id) >= enough) {
      noteLink(draft, column, `its values are in ${id.column} of ${file}`);
      return;
    }
    if (name === undefined || found(column, name) < enough) continue;
    const lookup = { file, key: name.column, value: id.column };
    draft.fields.set(field, [{ from: column.column, lookup }]);
    noteLink(draft, column, `its values are in ${name.column} of ${file}`);
    askUnmatched(draft, field, { column, key: name, file });
    return;
  }
  const files = targets.map(({ profile }) => profile.file.name).join(', ');
  const before = draft.notes.get(column.column);
  const because = `${before?.because ?? ''}, but hardly a value of it is in ${files}`;
  draft.notes.set(column.column, { fields: [field], confidence: 'low', because });
}

function linkPrices(draft: Draft, others: readonly FileProfile[]): void {
  if (draft.fields.has('estimatedValue')) return;
  for (const column of draft.profile.columns) {
    if ((draft.notes.get(column.column)?.fields.length ?? 0) > 0) continue;
    for (const { file, columns } of others) {
      const key = columns.find((one) => one.unique && found(column, one) >= enough);
      const price = columns.find((one) => one.numbers === 1 && prices.includes(plain(one.column)));
      if (key === undefined || price === undefined || key === price) continue;
      const lookup = { file: file.name, key: key.column, value: price.column };
      draft.fields.set('estimatedValue', [{ from: column.column, lookup }]);
      const because = `its values are in ${key.column} of ${file.name}, which has a ${price.column}`;
      draft.notes.set(column.column, { fields: ['estimatedValue'], confidence: 'medium', because });
      askUnmatched(draft, 'estimatedValue', { column, key, file: file.name });
      return;
    }
  }
}

/** The one column that a field is read from as it stands. */
function columnOf(draft: Draft, field: string): ColumnProfile | undefined {
  const [source, ...others] = draft.fields.get(field) ?? [];
  if (source === undefined || others.length > 0 || source.lookup !== undefined) return undefined;
  return draft.profile.columns.find(({ column }) => column === source.from);
}

/** Share of the filled rows of a column whose value is in another column. */
function found(column: ColumnProfile, other: ColumnProfile): number {
  if (column === other || column.filled === 0) return 0;
  let rows = 0;
  for (const [value, count] of column.values) if (other.values.has(value)) rows += count;
  return rows / column.filled;
}

function noteLink(draft: Draft, column: ColumnProfile, because: string): void {
  const before = draft.notes.get(column.column);
  if (before !== undefined) {
    draft.notes.set(column.column, { ...before, because: `${before.because}; ${because}` });
  }
}

/** Values that are not there are told with the names that may be meant; the import leaves them out until then. */
function askUnmatched(
  draft: Draft,
  field: string,
  link: { readonly column: ColumnProfile; readonly key: ColumnProfile; readonly file: string },
): void {
  const { column, key, file } = link;
  const missing = [...column.values]
    .filter(([value]) => !key.values.has(value))
    .sort(([, a], [, b]) => b - a);
  if (missing.length === 0) return;
  const told = missing.slice(0, 20).map(([value, rows]) => {
    const meant = nearest(value, key.values.keys());
    return `${value} (${rows} rows${meant === null ? '' : `; is ${meant} meant?`})`;
  });
  const more = missing.length > told.length ? ` and ${missing.length - told.length} others` : '';
  draft.questions.push({
    key: `fields.${field}.lookup.aliases`,
    question: `${column.column}: not in ${key.column} of ${file}: ${told.join(', ')}${more}`,
    options: [],
  });
}
