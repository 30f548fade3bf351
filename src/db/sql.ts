/**
 * SQL as text with values beside it: sql`select name from account where id = ${id}`. A value can only become a
 * parameter, a fragment becomes part of the text; there is no way to put foreign text into a statement.
 */
export function sql(strings: TemplateStringsArray, ...parts: readonly (Value | Sql)[]): Sql {
  const pieces: Pieces = { chunks: [strings[0] ?? ''], values: [] };
  for (const [at, part] of parts.entries()) {
    if (isFragment(part)) append(pieces, part);
    else {
      pieces.values.push(part);
      pieces.chunks.push('');
    }
    extend(pieces.chunks, strings[at + 1] ?? '');
  }
  return fragment(pieces);
}

/** A statement or a part of one. `text` numbers its parameters from $1; `chunks` is the text between them. */
export type Sql = {
  readonly text: string;
  readonly values: readonly Value[];
  readonly chunks: readonly string[];
};

/** What a parameter can be; arrays become PostgreSQL arrays, JSON goes in through `sql.json`. */
export type Value = string | number | bigint | boolean | null | Date | Buffer | readonly Value[];

/** A quoted identifier: sql.id('activity'), sql.id('public', 'activity'). */
sql.id = (...names: readonly [string, ...string[]]): Sql =>
  text(names.map((name) => `"${name.replaceAll('"', '""')}"`).join('.'));

/** The fragments one after the other, parted by `separator`; nothing for none. */
sql.join = (fragments: readonly Sql[], separator: Sql = sql`, `): Sql => {
  const pieces: Pieces = { chunks: [''], values: [] };
  for (const [at, part] of fragments.entries()) {
    if (at > 0) append(pieces, separator);
    append(pieces, part);
  }
  return fragment(pieces);
};

/** A value for a json or jsonb column. */
sql.json = (value: unknown): Sql => sql`${JSON.stringify(value)}`;

/** The text of one of our own `.sql` files. NOTE: never text that came from outside. */
sql.file = (content: string): Sql => text(content);

/** The text with its values written into it, for the one statement that takes no parameters: COPY. */
export function inlined({ chunks, values }: Sql): string {
  return chunks.map((chunk, at) => (at === 0 ? chunk : literal(values[at - 1]) + chunk)).join('');
}

type Pieces = { readonly chunks: string[]; readonly values: Value[] };

function append(pieces: Pieces, { chunks, values }: Sql): void {
  extend(pieces.chunks, chunks[0] ?? '');
  for (const chunk of chunks.slice(1)) pieces.chunks.push(chunk);
  for (const value of values) pieces.values.push(value);
}

/** Adds to the text that stands after the last parameter. */
function extend(chunks: string[], more: string): void {
  chunks.push((chunks.pop() ?? '') + more);
}

function text(content: string): Sql {
  return fragment({ chunks: [content], values: [] });
}

function fragment({ chunks, values }: Pieces): Sql {
  const numbered = chunks.map((chunk, at) => (at === 0 ? chunk : `$${at}${chunk}`));
  return { text: numbered.join(''), values, chunks };
}

function isFragment(part: Value | Sql): part is Sql {
  return typeof part === 'object' && part !== null && 'chunks' in part;
}

/** Strings by https://www.postgresql.org/docs/current/sql-syntax-lexical.html: backslashes only count after an E. */
function literal(value: Value | undefined): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') {
    const quoted = `'${value.replaceAll("'", "''")}'`;
    return quoted.includes('\\') ? ` E${quoted.replaceAll('\\', '\\\\')}` : quoted;
  }
  if (typeof value === 'number')
    return Number.isFinite(value) ? `(${value})` : `'${value}'::float8`;
  if (typeof value !== 'object') return `(${value})`;
  if (value instanceof Date) return `'${value.toISOString()}'::timestamptz`;
  if (Buffer.isBuffer(value)) return `'\\x${value.toString('hex')}'::bytea`;
  return `array[${value.map(literal).join(', ')}]`;
}
