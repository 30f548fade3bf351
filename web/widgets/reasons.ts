import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ReaderFlag } from '../../src/model/activity.ts';
import type { ExclusionReason } from '../../src/model/vocabulary.ts';

/** Why an activity does not count: in two words, and in a sentence. */
export const reasonWords: Readonly<
  Record<ExclusionReason, { readonly title: MessageDescriptor; readonly text: MessageDescriptor }>
> = {
  canceled: { title: msg`Canceled`, text: msg`It was called off.` },
  not_completed: {
    title: msg`Not completed`,
    text: msg`It had not happened, or had not been completed, at this time.`,
  },
  duplicate: {
    title: msg`Duplicate`,
    text: msg`The same message or meeting is already here, from another mailbox or calendar.`,
  },
  overruled: { title: msg`Taken out`, text: msg`Somebody decided that it does not count.` },
  private: { title: msg`Private`, text: msg`It is marked as private or confidential.` },
  excluded_by_rule: {
    title: msg`Excluded by rule`,
    text: msg`An address, domain or subject of it is on the list of exclusions.`,
  },
  bounce: {
    title: msg`Undeliverable`,
    text: msg`It is a mail server’s report on a message that was not delivered.`,
  },
  calendar_response: {
    title: msg`Calendar response`,
    text: msg`It only says that an invitation was accepted or declined.`,
  },
  automatic_reply: {
    title: msg`Automatic reply`,
    text: msg`A machine wrote it, as an out-of-office note does.`,
  },
  bulk: { title: msg`Newsletter or list`, text: msg`It was sent to many at once, by a list.` },
  all_day: { title: msg`All-day entry`, text: msg`Entries of a day or longer are no meetings.` },
  declined: { title: msg`Declined by them`, text: msg`Everybody of theirs declined it.` },
  opted_out: {
    title: msg`Opted out`,
    text: msg`Without the people who opted out of analytics, one side is missing.`,
  },
  internal_only: { title: msg`Only among us`, text: msg`Nobody of theirs takes part.` },
  no_internal: { title: msg`Without us`, text: msg`Nobody of ours takes part.` },
  mass: { title: msg`Mass mailing`, text: msg`Too many people of theirs are on it.` },
};

/** What the reader of the mail or calendar had to decide. */
const flagWords: Readonly<Record<ReaderFlag, MessageDescriptor>> = {
  date_from_received: msg`Its date was missing or absurd; the time is that of its arrival.`,
  author_from_reply_to: msg`A mailing list had replaced the author; the reply address tells who wrote it.`,
  bulk_rule_off: msg`It came over a shared list mailbox, for which the newsletter rule is off.`,
  no_message_id: msg`It had no Message-ID; its headers tell it from others.`,
  reason_from_evidence: msg`Its usual headers do not say so; others show that a machine or a list sent it.`,
};

/** The sentence for a flag; null for one that only a newer server knows. */
export function flagWord(flag: string): MessageDescriptor | null {
  return Object.entries(flagWords).find(([name]) => name === flag)?.[1] ?? null;
}
