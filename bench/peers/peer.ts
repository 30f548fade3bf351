/** Whoever computes the same figures. */
export type Peer = {
  readonly name: string;
  /** From its facts to its table of figures. */
  readonly compute: () => Promise<void>;
  /** Its figures of the records with keys in [from, to), by key, as `comparedColumns` has them. */
  readonly rows: (from: number, to: number) => Promise<readonly Row[]>;
  readonly close: () => Promise<void>;
};

export type Row = readonly unknown[];
