import { Trans, useLingui } from '@lingui/react/macro';
import type { HomeReason } from '../../../src/contract/home.ts';
import { useFormats } from '../../app/formats.tsx';
import { SharedSentence } from '../../cards/shared-sentence.tsx';
import { gradeWords } from '../../words.ts';

/** Why a record is worth a look, in a sentence. */
export function ReasonText({ reason }: { readonly reason: HomeReason }) {
  const { i18n } = useLingui();
  const formats = useFormats();
  switch (reason.code) {
    case 'closeDateMissed':
    case 'waitingForUs':
    case 'noActivity':
      return <SharedSentence reason={reason} />;
    case 'closeDateNear': {
      const grade = reason.grade === null ? '' : i18n._(gradeWords[reason.grade]);
      return (
        <>
          <SharedSentence reason={reason} />{' '}
          {reason.nextBooked ? (
            <Trans>Its health is {grade}.</Trans>
          ) : (
            <Trans>Nothing is booked with them.</Trans>
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
    case 'noNextInteraction':
      return <Trans>No meeting, call or task is planned.</Trans>;
  }
}
