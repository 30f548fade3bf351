import type { RowType } from './fields.ts';
import type { Source } from './mapping.ts';
import type { FileProfile } from './profile.ts';

/** What was guessed of one column; no fields: it is left out. */
export type ColumnNote = {
  readonly fields: readonly string[];
  readonly confidence: 'high' | 'medium' | 'low' | null;
  /** The words of the header or the values that decided. */
  readonly because: string;
};

/** A table of the mapping while it is being guessed. */
export type Draft = {
  readonly profile: FileProfile;
  readonly type: RowType;
  readonly fields: Map<string, readonly Source[]>;
  readonly notes: Map<string, ColumnNote>;
  /** Keys are relative to the table. */
  readonly questions: { key: string; question: string; options: readonly string[] }[];
};
