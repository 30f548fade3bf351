import type { Draft } from './draft.ts';
import { type FieldKind, isList } from './fields.ts';
import type { Source } from './mapping.ts';
import type { ColumnProfile } from './profile.ts';
import { decisions, type Evidence } from './unclear.ts';

/** Why the values of a column cannot be this field; null when they can. */
export function misfitOf(column: ColumnProfile, kind: FieldKind, field: string): string | null {
  if (column.filled === 0) return `like ${field}, but blank in every row`;
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const isDate = kind === 'instant' || kind === 'end' || kind === 'close' || kind === 'day';
  if (isDate && column.dates < 0.9 && !isEpoch(column)) {
    return `like ${field}, but only ${percent(column.dates)} of its values are dates`;
  }
  if (kind === 'number' && column.numbers < 0.9) {
    return `like ${field}, but only ${percent(column.numbers)} of its values are numbers`;
  }
  if (field === 'emails' && column.addresses < 0.5) {
    return `like ${field}, but only ${percent(column.addresses)} of its values are addresses`;
  }
  return null;
}

/** How the values are to be read, as far as they decide it; what they leave open becomes a question. */
export function readingOf(
  column: ColumnProfile,
  kind: FieldKind,
  draft: Draft,
): { readonly source: Partial<Source>; readonly because: string } {
  if (isList(kind)) {
    const separator = [';', ','].find((sign) =>
      [...column.values.keys()].some((value) => value.includes(sign)),
    );
    if (separator === undefined) return { source: {}, because: '' };
    return { source: { split: separator }, because: `, and values are parted by ${separator}` };
  }
  if (kind === 'number' || kind === 'minutes') {
    const { either, decided } = column.numberEvidence;
    const [sign] = decided.keys();
    if (either === null && decided.size < 2) return { source: {}, because: '' };
    const because = `, and ${decisions(column.numberEvidence)}`;
    if (sign !== undefined && decided.size === 1) return { source: { decimal: sign }, because };
    ask(draft, 'decimal', { column, what: 'number', evidence: column.numberEvidence });
    return { source: {}, because: '; how its numbers are to be read is asked' };
  }
  if (kind !== 'instant' && kind !== 'end' && kind !== 'close' && kind !== 'day') {
    return { source: {}, because: '' };
  }
  if (column.dates < 0.9 && isEpoch(column)) {
    const unit = epochUnit(column);
    return { source: { epoch: unit }, because: `, and its values look like ${unit} since 1970` };
  }
  const { either, decided } = column.dateEvidence;
  const [dateOrder] = decided.keys();
  if (either === null && decided.size < 2)
    return { source: {}, because: ', and its values are dates' };
  const because = `, and ${decisions(column.dateEvidence)}`;
  if (dateOrder !== undefined && decided.size === 1) return { source: { dateOrder }, because };
  ask(draft, 'dateOrder', { column, what: 'date', evidence: column.dateEvidence });
  return { source: {}, because: '; how its dates are to be read is asked' };
}

/** One question per key of the table: the answer is for all its columns that leave it open. */
function ask(
  draft: Draft,
  key: 'dateOrder' | 'decimal',
  open: {
    readonly column: ColumnProfile;
    readonly what: string;
    readonly evidence: Evidence<string>;
  },
): void {
  const { column, what, evidence } = open;
  const seen = evidence.either ?? [...evidence.decided.values()][0];
  const both =
    evidence.decided.size > 1
      ? ` But ${decisions(evidence)}: the rows that do not fit your answer are rejected.`
      : '';
  const question = `${column.column}: how is the ${what} ${seen?.value} (line ${seen?.line}) to be read?${both}`;
  const known = draft.questions.findIndex((one) => one.key === key);
  const options = key === 'dateOrder' ? ['dmy', 'mdy'] : ['.', ','];
  if (known < 0) draft.questions.push({ key, question, options });
  else
    draft.questions.splice(known, 1, {
      key,
      question: `${draft.questions[known]?.question} ${question}`,
      options,
    });
}

/** Whether the values are counts of seconds or milliseconds since 1970, between 1990 and 2060. */
function isEpoch(column: ColumnProfile): boolean {
  return [...column.values.keys()].every((value) => {
    if (!/^(\d{9,10}|\d{12,13})$/.test(value)) return false;
    const seconds = Number(value) / (value.length > 10 ? 1000 : 1);
    return seconds > 631_152_000 && seconds < 2_840_140_800;
  });
}

function epochUnit(column: ColumnProfile): 'seconds' | 'milliseconds' {
  return [...column.values.keys()].some((value) => value.length > 10) ? 'milliseconds' : 'seconds';
}
