import { hash } from 'node:crypto';

/**
 * Which ids an import has met, and with what content. A Map of strings would need a gigabyte for ten million
 * activities and ends at 2²⁴ entries, so this is a table of 64-bit digests: 16 bytes per slot. A false match of two of
 * ten million ids has the chance 3 · 10⁻⁶, and is then rejected aloud, not dropped.
 */
export type Seen = {
  /** Whether this id is new, known with the same content, or known with another one. The first content stays. */
  readonly meet: (id: string, content: string) => 'new' | 'same' | 'other';
};

/** An empty memory of what has been seen. */
export function createSeen(): Seen {
  let slots = new Uint32Array(1024 * 4);
  let used = 0;

  function meet(id: string, content: string): 'new' | 'same' | 'other' {
    if (used * 4 * 2 > slots.length) slots = doubled(slots);
    const key = digest(id);
    const body = digest(content);
    const slot = find(slots, key[0], key[1]);
    if (slots[slot] === 0 && slots[slot + 1] === 0) {
      slots.set([...key, ...body], slot);
      used += 1;
      return 'new';
    }
    return slots[slot + 2] === body[0] && slots[slot + 3] === body[1] ? 'same' : 'other';
  }
  return { meet };
}

/** 64 bits, never all zero: that marks a free slot. */
function digest(text: string): readonly [number, number] {
  const bytes = hash('sha1', text, 'buffer');
  return [bytes.readUInt32LE(0) || 1, bytes.readUInt32LE(4)];
}

/** The slot that holds the key, or the free one where it belongs (linear probing). */
function find(slots: Uint32Array, high: number, low: number): number {
  const count = slots.length / 4;
  let slot = (low & (count - 1)) * 4;
  for (;;) {
    const free = slots[slot] === 0 && slots[slot + 1] === 0;
    if (free || (slots[slot] === high && slots[slot + 1] === low)) return slot;
    slot = (slot + 4) % slots.length;
  }
}

function doubled(slots: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(slots.length * 2);
  for (let from = 0; from < slots.length; from += 4) {
    const [high = 0, low = 0] = slots.subarray(from, from + 2);
    if (high !== 0 || low !== 0) {
      larger.set(slots.subarray(from, from + 4), find(larger, high, low));
    }
  }
  return larger;
}
