import { createHash, type Hash } from 'node:crypto';

/** The checksum of a backup: SHA-256. */
export function digest(): Hash {
  return createHash('sha256');
}

/** How many rows of COPY text came, how many bytes they are, and their checksum. */
export class RowSum {
  rows = 0;
  bytes = 0;
  readonly #digest = digest();

  add(piece: Buffer): void {
    this.#digest.update(piece);
    this.bytes += piece.length;
    // A line end within a value is written as \n, so every one in the text ends a row.
    for (let at = piece.indexOf(lineEnd); at >= 0; at = piece.indexOf(lineEnd, at + 1)) this.rows++;
  }

  end(): string {
    return this.#digest.digest('hex');
  }
}

const lineEnd = 10;
