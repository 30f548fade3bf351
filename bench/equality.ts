/** Before any number is printed, the contenders must have come to the same figures. */

/** Equal, numbers to 1e-9 of their size; NaN is NaN. */
export function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'number' || typeof other !== 'number') return one === other;
  if (Number.isNaN(one) || Number.isNaN(other)) return Number.isNaN(one) && Number.isNaN(other);
  return Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one));
}

/** A contender came to something else. */
export class Different extends Error {
  constructor(peer: string, where: string, ours: unknown, theirs: unknown) {
    super(`${peer} differs in ${where}: ours ${String(ours)}, theirs ${String(theirs)}`);
    this.name = 'Different';
  }
}
