import {
  AlertUrgentRegular,
  ArrowTrendingDownRegular,
  CalendarClockRegular,
  CalendarErrorRegular,
  CalendarTodayRegular,
  ChatWarningRegular,
  MailUnreadRegular,
  NewsRegular,
  PersonRegular,
  TimerOffRegular,
  TrophyRegular,
} from '@fluentui/react-icons';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { CardKind } from '../../src/model/vocabulary.ts';
import { places } from '../widgets/places.ts';

/** What each kind of card is called, when there is one, what it looks like, and which widget tells more. */
export const cardKindLooks: Readonly<
  Record<
    CardKind,
    {
      readonly name: MessageDescriptor;
      readonly when: MessageDescriptor;
      readonly icon: typeof AlertUrgentRegular;
      readonly widget: string | null;
    }
  >
> = {
  meetingToday: {
    name: msg`Meeting today`,
    when: msg`A meeting on the record still begins today.`,
    icon: CalendarTodayRegular,
    widget: null,
  },
  waitingForUs: {
    name: msg`Waiting for us`,
    when: msg`They were in touch last, and emails of theirs are unanswered for longer than the grace for responses.`,
    icon: ChatWarningRegular,
    widget: places.response,
  },
  closeDateMissed: {
    name: msg`Close date missed`,
    when: msg`An open deal is past its estimated close date.`,
    icon: CalendarErrorRegular,
    widget: null,
  },
  closeDateNear: {
    name: msg`Close date near`,
    when: msg`An open deal is to close within 14 days.`,
    icon: CalendarClockRegular,
    widget: null,
  },
  healthDropped: {
    name: msg`Health dropped a grade`,
    when: msg`The grade is worse than 30 days before.`,
    icon: ArrowTrendingDownRegular,
    widget: places.whyChanged,
  },
  goneQuiet: {
    name: msg`Gone quiet`,
    when: msg`They have not been in touch for longer than 95 % of what their own rhythm allows, at least five working days; no meeting is booked, and the mailbox or calendar is in sync.`,
    icon: AlertUrgentRegular,
    widget: places.rhythm,
  },
  unansweredStreak: {
    name: msg`Emails without an answer`,
    when: msg`Three or more emails of ours in a row to the key contact are unanswered.`,
    icon: MailUnreadRegular,
    widget: places.response,
  },
  noActivity: {
    name: msg`No activity`,
    when: msg`Nothing has happened on an open record for the number of days that is set for its type.`,
    icon: TimerOffRegular,
    widget: places.activities,
  },
  singleThreaded: {
    name: msg`Single-threaded deal`,
    when: msg`On the customer’s side an open deal rests on one person: below 1.5 effective people in 180 days, with at least five activities.`,
    icon: PersonRegular,
    widget: places.coverage,
  },
  similarToWon: {
    name: msg`Similar to deals won`,
    when: msg`Of the ten closed deals most like an open one, more were won than of all closed deals, by more than chance would show. Only deals that you can see are counted, once a day.`,
    icon: TrophyRegular,
    widget: places.similar,
  },
  news: {
    name: msg`News`,
    when: msg`Something about the record’s account was published within a week.`,
    icon: NewsRegular,
    widget: places.news,
  },
};
