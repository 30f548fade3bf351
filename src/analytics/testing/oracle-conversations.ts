import type { Activity } from '../../model/activity.ts';

/** Emails put together until nothing connects any more (section 5, response time). */
export function conversationsIn(emails: readonly Activity[]): readonly ReadonlySet<Activity>[] {
  let groups: readonly Group[] = emails.map((email) => ({
    emails: new Set([email]),
    marks: marksOf(email),
  }));
  for (;;) {
    const pair = firstConnected(groups);
    if (pair === null) return groups.map(({ emails }) => emails);
    const [one, other] = pair;
    groups = [
      ...groups.filter((group) => group !== one && group !== other),
      {
        emails: new Set([...one.emails, ...other.emails]),
        marks: new Set([...one.marks, ...other.marks]),
      },
    ];
  }
}

type Group = { readonly emails: Set<Activity>; readonly marks: Set<string> };

function firstConnected(groups: readonly Group[]): readonly [Group, Group] | null {
  for (const [index, one] of groups.entries()) {
    const other = groups
      .slice(index + 1)
      .find(({ marks }) => [...marks].some((mark) => one.marks.has(mark)));
    if (other !== undefined) return [one, other];
  }
  return null;
}

/** What an email can be connected by: with a thread, that alone and its own id, to which others may connect. */
function marksOf({ threadId, messageId, inReplyTo, references }: Activity): Set<string> {
  const named = threadId === null ? [messageId, inReplyTo, ...references] : [messageId];
  return new Set([
    ...named.flatMap((id) => (id === null ? [] : [`message ${id}`])),
    ...(threadId === null ? [] : [`thread ${threadId}`]),
  ]);
}
