/** Which emails form one conversation (spec §5, response time). */

export type EmailLinks = {
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly threadId: string | null;
};

/**
 * The names by which an email is tied to others: emails that share one, also through third emails, are one
 * conversation. A source's thread id stands in place of the reply headers.
 */
export function linksOf(email: EmailLinks): readonly string[] {
  const { messageId, inReplyTo, references, threadId } = email;
  const ids = threadId === null ? [messageId, inReplyTo, ...references] : [messageId];
  const links = new Set(threadId === null ? [] : [`thread ${threadId}`]);
  for (const id of ids) if (id !== null && id !== '') links.add(`message ${id}`);
  return [...links];
}

/** A number for the conversation of each email, from 0 without gaps; emails without any link are on their own. */
export function conversationsOf(emails: readonly EmailLinks[]): {
  readonly numbers: Int32Array;
  readonly count: number;
} {
  const parent = Int32Array.from(emails, (_, index) => index);
  const firstWith = new Map<string, number>();
  emails.forEach((email, index) => {
    for (const link of linksOf(email)) {
      const other = firstWith.get(link);
      if (other === undefined) firstWith.set(link, index);
      else parent[rootOf(parent, index)] = rootOf(parent, other);
    }
  });

  const numbers = new Int32Array(emails.length);
  const numberOfRoot = new Map<number, number>();
  for (let index = 0; index < emails.length; index++) {
    const root = rootOf(parent, index);
    const number = numberOfRoot.get(root) ?? numberOfRoot.size;
    numberOfRoot.set(root, number);
    numbers[index] = number;
  }
  return { numbers, count: numberOfRoot.size };
}

/** Halves the path on the way, which keeps every later look-up short. */
function rootOf(parent: Int32Array, start: number): number {
  let node = start;
  for (;;) {
    const up = parent[node] ?? node;
    if (up === node) return node;
    const next = parent[up] ?? up;
    parent[node] = next;
    node = next;
  }
}
