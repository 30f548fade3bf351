import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ActivityKind, Side } from '../../src/model/vocabulary.ts';

/** The six series of activity charts, in the order of the API's daily counts. */
export type Series = {
  readonly id: string;
  readonly kind: Exclude<ActivityKind, 'task'>;
  readonly side: Side;
  readonly title: MessageDescriptor;
};

export const series: readonly Series[] = [
  { id: 'emailsSent', kind: 'email', side: 'us', title: msg`Emails sent` },
  { id: 'emailsReceived', kind: 'email', side: 'them', title: msg`Emails received` },
  { id: 'meetingsSent', kind: 'appointment', side: 'us', title: msg`Meetings by us` },
  { id: 'meetingsReceived', kind: 'appointment', side: 'them', title: msg`Meetings by them` },
  { id: 'phoneCallsMade', kind: 'phonecall', side: 'us', title: msg`Calls made` },
  { id: 'phoneCallsReceived', kind: 'phonecall', side: 'them', title: msg`Calls received` },
];

const hues = {
  email: ['var(--kindEmail)', 'var(--kindEmailSoft)'],
  appointment: ['var(--kindMeeting)', 'var(--kindMeetingSoft)'],
  phonecall: ['var(--kindCall)', 'var(--kindCallSoft)'],
} as const;

/** A kind has a hue; what we did is filled with it, what they did is outlined by it. */
export function paintOf({ kind, side }: Pick<Series, 'kind' | 'side'>) {
  const [strong, soft] = hues[kind];
  return { fill: side === 'us' ? strong : soft, stroke: strong };
}
