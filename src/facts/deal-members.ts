/**
 * Who may see each deal (0010_access.sql), in a column beside what deals are compared by: for somebody who sees 100,000 of
 * them through people below, which these are is told without asking the database for each.
 */
export type DealMembers = {
  /** Writes the keys of those whose deal it is into a row; the row behind the last one is a new one. */
  readonly write: (row: number, members: readonly number[]) => void;
  /** Takes the deal out of a row; that of the last row takes its place. */
  readonly takeOut: (row: number) => void;
  /** 1 in the rows of the deals that are one of theirs. */
  readonly of: (members: readonly number[]) => Uint8Array;
};

/** A column without a deal. */
export function dealMembers(): DealMembers {
  /** Of each row, where its set stands: many deals are those of the same few people. */
  const codes: number[] = [];
  const sets: (readonly number[])[] = [];
  const known = new Map<string, number>();
  const codeOf = (members: readonly number[]) => {
    const text = members.join(' ');
    const code = known.get(text) ?? sets.length;
    if (code === sets.length) {
      known.set(text, code);
      sets.push(members);
    }
    return code;
  };
  return {
    write: (row, members) => {
      codes[row] = codeOf(members);
    },
    takeOut: (row) => {
      const last = codes.pop();
      if (last !== undefined && row < codes.length) codes[row] = last;
    },
    of: (members) => {
      const wanted = new Set(members);
      const isOne = Uint8Array.from(sets, (set) => (set.some((key) => wanted.has(key)) ? 1 : 0));
      const rows = new Uint8Array(codes.length);
      for (let row = 0; row < rows.length; row++) rows[row] = isOne[codes[row] ?? -1] ?? 0;
      return rows;
    },
  };
}
