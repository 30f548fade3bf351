import type { Draft } from './draft.ts';
import { fieldsOf, isList, kindOf, type RowType } from './fields.ts';
import { misfitOf, readingOf } from './guess-reading.ts';
import { guessActivityKind, guessStatus } from './guess-values.ts';
import type { ColumnProfile, FileProfile } from './profile.ts';
import { bare, fieldsNamed, firstNames, lastNames, nouns, plain } from './words.ts';

/** What a row of the file is, by the words of its name and its headers. */
export function guessType(profile: FileProfile): {
  readonly type: RowType | null;
  readonly because: string;
} {
  const fileName = plain(profile.file.name.replace(/\..*$/, '').replace(/_data$/, ''));
  const headers = profile.columns.map(({ column }) => plain(column));
  const says = (field: string) => (header: string) => named(header, 'activity').includes(field);
  const types: readonly RowType[] = [
    'user',
    'team',
    'account',
    'contact',
    'lead',
    'opportunity',
    'activity',
  ];
  const scored = types.map((type) => {
    const inName = nouns[type].filter((noun) => ` ${fileName} `.includes(` ${noun} `));
    const fields = headers.filter((header) => named(header, type).length > 0);
    const own = headers.filter((header) => nouns[type].includes(header.replace(/ (id|name)$/, '')));
    const words = (inName.length > 0 ? 3 : 0) + (own.length > 0 ? 1 : 0);
    const isThing = fields.length > 0 && (type !== 'activity' || fields.some(says('startsAt')));
    const score = isThing ? words + fields.length : 0;
    return { type, score, said: [...new Set([...inName.slice(0, 1), ...own, ...fields])] };
  });
  const [best, next] = [...scored].sort((a, b) => b.score - a.score);
  if (best === undefined || best.score < 3 || best.score === next?.score) {
    return { type: null, because: 'neither its name nor its headers say what a row is' };
  }
  return { type: best.type, because: `says ${best.said.slice(0, 6).join(', ')}` };
}

/** The columns of a file as fields of a type, each at most once except in fields that hold a list. */
export function draftOf(profile: FileProfile, type: RowType): Draft {
  const draft: Draft = { profile, type, fields: new Map(), notes: new Map(), questions: [] };
  const candidates = profile.columns
    .flatMap((column) => candidatesOf(column, type))
    .sort((a, b) => b.score - a.score);
  for (const { column, field, score } of candidates) {
    const kind = kindOf(type, field) ?? 'text';
    const noted = draft.notes.get(column.column);
    if (noted !== undefined && noted.fields.length > 0) continue;
    const misfit = misfitOf(column, kind, field);
    const taken = draft.fields.has(field) && !isList(kind);
    const because = misfit ?? (taken ? `like ${field}, which another column gives` : null);
    if (because !== null) {
      draft.notes.set(column.column, { fields: [], confidence: null, because });
      continue;
    }
    const reading = readingOf(column, kind, draft);
    draft.fields.set(field, [
      ...(draft.fields.get(field) ?? []),
      { from: column.column, ...reading.source },
    ]);
    draft.notes.set(column.column, {
      fields: [field],
      confidence: score < 3 ? 'low' : 'high',
      because: `the header says ${plain(column.column)}${reading.because}`,
    });
  }
  guessName(draft);
  guessId(draft);
  guessStatus(draft);
  guessActivityKind(draft);
  return { ...draft, fields: inOrder(draft.fields, type) };
}

type Candidate = { readonly column: ColumnProfile; readonly field: string; readonly score: number };

function candidatesOf(column: ColumnProfile, type: RowType): readonly Candidate[] {
  const header = plain(column.column);
  const isPart = [...firstNames, ...lastNames].includes(bare(header, type));
  if (isPart && kindOf(type, 'name') !== null) return [];
  const exact = named(header, type);
  if (exact.length > 0) return exact.map((field) => ({ column, field, score: 3 }));
  // `customer email address` ends in what an email is called.
  const words = header.split(' ');
  for (let from = 1; from < words.length; from += 1) {
    const end = fieldsNamed(words.slice(from).join(' '), type).filter((field) => field !== 'id');
    if (end.length > 0) return end.map((field) => ({ column, field, score: 1 }));
  }
  return [];
}

function named(header: string, type: RowType): readonly string[] {
  return [...new Set([...fieldsNamed(header, type), ...fieldsNamed(bare(header, type), type)])];
}

/** A name that stands in two columns, or the id itself when people are known by their names. */
function guessName(draft: Draft): void {
  if (draft.fields.has('name') || kindOf(draft.type, 'name') === null) return;
  const called = (words: readonly string[]) =>
    draft.profile.columns.find(({ column }) => words.includes(bare(plain(column), draft.type)))
      ?.column;
  const [first, last] = [called(firstNames), called(lastNames)];
  const parts = [first, last].flatMap((part) => part ?? []);
  if (parts.length > 0) {
    draft.fields.set('name', [{ from: parts.map((part) => `{${part}}`).join(' ') }]);
    for (const part of parts) {
      const because = `the header says ${plain(part)}`;
      draft.notes.set(part, { fields: ['name'], confidence: 'high', because });
    }
  }
}

/** A row needs an id: a column that is called so, else one that names every row differently. */
function guessId(draft: Draft): void {
  const columnOf = (field: string) => {
    const [source, ...others] = draft.fields.get(field) ?? [];
    const from = others.length === 0 ? source?.from : undefined;
    return draft.profile.columns.find(({ column }) => column === from);
  };
  const id = columnOf('id');
  if (id?.unique === true) return;
  const options = draft.profile.columns.filter(({ unique }) => unique).map(({ column }) => column);
  const chosen =
    id ??
    [columnOf('name'), columnOf('emails')].find((one) => one?.unique) ??
    draft.profile.columns[0];
  if (chosen === undefined) return;
  const note = draft.notes.get(chosen.column);
  const told = note === undefined || note.fields.length === 0 ? '' : `${note.because}; `;
  draft.fields.set('id', [{ from: chosen.column }]);
  draft.notes.set(chosen.column, {
    fields: [...new Set(['id', ...(note?.fields ?? [])])],
    confidence: chosen.unique ? 'medium' : 'low',
    because: chosen.unique
      ? `${told}no value comes twice, and no column is called id`
      : `${told}no better id was found`,
  });
  if (chosen.unique) return;
  draft.questions.push({
    key: 'fields.id',
    question: `Which column identifies a row of ${draft.profile.file.name}? In ${chosen.column} values are missing or come twice.`,
    options,
  });
}

/** The order in which fields are listed, which conditions rely on. */
function inOrder(fields: Draft['fields'], type: RowType): Draft['fields'] {
  const order = Object.keys(fieldsOf[type]);
  return new Map([...fields].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)));
}
