import type { Draft } from './draft.ts';
import type { ColumnProfile } from './profile.ts';
import { kindWords, plain, statusWords } from './words.ts';

/** More different words are no status. */
const mostWords = 50;

/**
 * What the source's words for a status are in ours. A deal without a column for it has its status from its stage; its
 * close date counts as the end only once it is closed.
 */
export function guessStatus(draft: Draft): void {
  const { type, fields } = draft;
  if (type !== 'opportunity' && type !== 'lead') return;
  const from =
    fields.get('status')?.[0]?.from ??
    (type === 'opportunity' ? fields.get('stage')?.[0]?.from : undefined);
  const column = draft.profile.columns.find((one) => one.column === from);
  if (column === undefined) {
    draft.questions.push({
      key: 'fields.status',
      question: 'Which column says whether it is open? All count as open.',
      options: [],
    });
    return;
  }
  const values = translated(column, statusWords[type]);
  if (values === null) {
    draft.questions.push({
      key: 'fields.status',
      question: `${column.column} has too many different words: which say what?`,
      options: [],
    });
    fields.delete('status');
    return;
  }
  fields.set('status', [{ from: column.column, values: values.known }]);
  note(draft, column, 'status', values);
  if (values.unknown.length > 0) askWords(draft, 'status', values.unknown);
  if (type === 'opportunity') guessCloseDate(draft, closedRows(column, values.known));
}

/** What the source's words for kinds of activity are in ours; else the kind that the file is named after. */
export function guessActivityKind(draft: Draft): void {
  if (draft.type !== 'activity') return;
  const from = draft.fields.get('kind')?.[0]?.from;
  const column = draft.profile.columns.find((one) => one.column === from);
  const values = column === undefined ? null : translated(column, kindWords);
  if (column !== undefined && values !== null && Object.keys(values.known).length > 0) {
    draft.fields.set('kind', [{ from: column.column, values: values.known }]);
    note(draft, column, 'kind', values);
    if (values.unknown.length > 0) askWords(draft, 'kind', values.unknown);
    return;
  }
  if (column !== undefined) {
    const because = 'like kind, but none of its words is a kind of activity';
    draft.notes.set(column.column, { fields: [], confidence: null, because });
  }
  const name = plain(draft.profile.file.name);
  const kind = kindWords.find(([pattern]) => pattern.test(name))?.[1];
  draft.fields.set('kind', [{ constant: kind ?? 'appointment' }]);
  if (kind !== undefined) return;
  draft.questions.push({
    key: 'fields.kind',
    question: `Of which kind are the activities in ${draft.profile.file.name}? Meetings are assumed.`,
    options: ['email', 'appointment', 'phonecall', 'task'],
  });
}

type Translated = { readonly known: Record<string, string>; readonly unknown: readonly string[] };

function translated(
  column: ColumnProfile,
  words: readonly (readonly [RegExp, string])[],
): Translated | null {
  if (column.values.size > mostWords) return null;
  const all = [...column.values.keys()].map((value) => {
    const ours = words.find(([pattern]) => pattern.test(plain(value)))?.[1];
    return { value, ours };
  });
  return {
    known: Object.fromEntries(
      all.flatMap(({ value, ours }) => (ours === undefined ? [] : [[value, ours]])),
    ),
    unknown: all.flatMap(({ value, ours }) => (ours === undefined ? [value] : [])),
  };
}

function note(draft: Draft, column: ColumnProfile, field: string, { known }: Translated): void {
  const before = draft.notes.get(column.column);
  const words = Object.entries(known).map(([theirs, ours]) => `${theirs} → ${ours}`);
  draft.notes.set(column.column, {
    fields: [...new Set([...(before?.fields ?? []), field])],
    confidence: 'medium',
    because: `${before?.because ?? ''}; ${words.slice(0, 12).join(', ')}`,
  });
}

function askWords(draft: Draft, field: string, unknown: readonly string[]): void {
  draft.questions.push({
    key: `fields.${field}.values`,
    question: `What do these words say: ${unknown.slice(0, 20).join(', ')}? Rows with them are rejected.`,
    options: [],
  });
}

function closedRows(column: ColumnProfile, known: Readonly<Record<string, string>>): number {
  return [...column.values].reduce(
    (sum, [value, rows]) => sum + (known[value] === 'won' || known[value] === 'lost' ? rows : 0),
    0,
  );
}

/** A close date that open deals have too is, for them, the expected one. */
function guessCloseDate(draft: Draft, closed: number): void {
  const source = draft.fields.get('closedAt')?.[0];
  const column = draft.profile.columns.find((one) => one.column === source?.from);
  if (source === undefined || column === undefined || column.filled <= closed) return;
  draft.fields.set('closedAt', [{ ...source, when: { field: 'status', is: ['won', 'lost'] } }]);
  const before = draft.notes.get(column.column);
  const expected = draft.fields.has('estimatedCloseDate') ? [] : ['estimatedCloseDate'];
  if (expected.length > 0) draft.fields.set('estimatedCloseDate', [source]);
  draft.notes.set(column.column, {
    fields: [...(before?.fields ?? []), ...expected],
    confidence: 'medium',
    because: `${before?.because ?? ''}; open deals have one too, so it is the expected one until they close`,
  });
}
