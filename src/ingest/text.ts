/**
 * Replaces what PostgreSQL cannot hold in text – zero bytes and halves of surrogate pairs – by U+FFFD, in every text of
 * a batch. NOTE: in place, since the batch is the importer's own by now; a copy of all would cost more than the check.
 */
export function makeStorable(part: object): void {
  for (const [key, value] of Object.entries(part)) {
    if (typeof value === 'string') {
      if (unstorable.test(value)) Reflect.set(part, key, storable(value));
    } else if (typeof value === 'object' && value !== null) makeStorable(value);
  }
}

const unstorable = /[\0\ud800-\udfff]/;

function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}
