import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { HomeReason } from '../../../src/contract/home.ts';
import { useFormats } from '../../app/formats.tsx';
import { gradeWords } from '../../words.ts';

/** Why a record is worth a look, in a sentence. */
export function ReasonText({ reason }: { readonly reason: HomeReason }) {
  const { i18n } = useLingui();
  const formats = useFormats();
  switch (reason.code) {
    case 'closeDateMissed': {
      const day = formats.day(reason.on);
      return (
        <Plural
          value={reason.days}
          one={`Its close date was yesterday, ${day}.`}
          other={`Its close date, ${day}, passed # days ago.`}
        />
      );
    }
    case 'closeDateNear': {
      const grade = reason.grade === null ? '' : i18n._(gradeWords[reason.grade]);
      const day = formats.day(reason.on);
      return (
        <>
          <Plural
            value={reason.days}
            _0={`It is to close today, ${day}`}
            one={`It is to close tomorrow, ${day}`}
            other={`It is to close in # days, ${day}`}
          />
          {reason.nextBooked ? (
            <Trans>, and its health is {grade}.</Trans>
          ) : (
            <Trans>, and nothing is booked with them.</Trans>
          )}
        </>
      );
    }
    case 'healthDropped': {
      const { by, from, to } = reason;
      return (
        <Trans>
          Its health fell by {by} points in 30 days, from {from} to {to}.
        </Trans>
      );
    }
    case 'poorHighValue': {
      const value = formats.money(reason.value, reason.currency);
      return <Trans>{value} rest on a relationship that is poor.</Trans>;
    }
    case 'waitingForUs': {
      const since = formats.instantDay(reason.since);
      return (
        <Plural
          value={reason.turns}
          one={`They wait for an answer of ours; they last got in touch on ${since}.`}
          other={`They wait for # answers of ours; they last got in touch on ${since}.`}
        />
      );
    }
    case 'noActivity':
      return reason.days === null ? (
        <Trans>Nothing has happened on it yet.</Trans>
      ) : (
        <Plural
          value={reason.days}
          one="Nothing has happened on it for # day."
          other="Nothing has happened on it for # days."
        />
      );
    case 'noNextInteraction':
      return <Trans>No meeting, call or task is planned.</Trans>;
  }
}
