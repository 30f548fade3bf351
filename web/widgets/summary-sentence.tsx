import { Plural, Trans } from '@lingui/react/macro';
import type { SummarySentence } from '../../src/contract/summary.ts';
import { useFormats } from '../app/formats.tsx';

type Props = { readonly sentence: SummarySentence; readonly days: number };

/** A sentence of the summary in words. */
export function SentenceText({ sentence, days }: Props) {
  const formats = useFormats();
  switch (sentence.code) {
    case 'nothingYet':
      return <Trans>Nothing that counts has happened here yet.</Trans>;
    case 'waitingForUs':
      return (
        <Plural
          value={sentence.turns}
          one="They wait for our answer in # conversation."
          other="They wait for our answer in # conversations."
        />
      );
    case 'goneQuiet': {
      const usual = formats.ratio(sentence.usualGap);
      const now = formats.count(sentence.presentGap);
      if (sentence.lastKnown !== null) {
        const day = formats.day(sentence.lastKnown);
        return (
          <Trans>
            They had gone quiet by {day}, the last day in the imported file: usually in touch every{' '}
            {usual} working days, {now} then.
          </Trans>
        );
      }
      return (
        <Trans>
          They have gone quiet: usually in touch every {usual} working days, now {now}.
        </Trans>
      );
    }
    case 'unansweredStreak':
      return (
        <Plural
          value={sentence.emails}
          one="# email of ours has had no answer since they last gave a sign."
          other="# emails of ours have had no answer since they last gave a sign."
        />
      );
    case 'silentWindow':
      return (
        <Plural
          value={days}
          one="No email, meeting or call within # day."
          other="No email, meeting or call within # days."
        />
      );
    case 'healthDropped': {
      const { from, to, points } = sentence;
      return (
        <Plural
          value={points}
          one={`Health fell by # point within 30 days, from ${from} to ${to}.`}
          other={`Health fell by # points within 30 days, from ${from} to ${to}.`}
        />
      );
    }
    case 'healthRose': {
      const { from, to, points } = sentence;
      return (
        <Plural
          value={points}
          one={`Health rose by # point within 30 days, from ${from} to ${to}.`}
          other={`Health rose by # points within 30 days, from ${from} to ${to}.`}
        />
      );
    }
    case 'singleThreaded':
      return <Trans>It is single-threaded: on their side it hangs on one person.</Trans>;
    case 'moreThanSimilar':
    case 'fewerThanSimilar':
      return <BesideSimilar {...sentence} />;
    case 'slowerThanSimilar':
    case 'fasterThanSimilar': {
      const hours = formats.hours(sentence.hours);
      return sentence.code === 'slowerThanSimilar' ? (
        <Trans>
          We take {hours} longer to answer than in similar won deals at this age (median, elapsed).
        </Trans>
      ) : (
        <Trans>
          We answer {hours} sooner than in similar won deals at this age (median, elapsed).
        </Trans>
      );
    }
    case 'initiatedMoreByUs':
    case 'initiatedMoreByThem':
      return <Initiative {...sentence} />;
    case 'weAnswerSlower':
    case 'weAnswerFaster': {
      const hours = formats.hours(sentence.hours);
      return sentence.code === 'weAnswerSlower' ? (
        <Trans>We take {hours} longer to answer than they do (median, elapsed).</Trans>
      ) : (
        <Trans>We answer {hours} sooner than they do (median, elapsed).</Trans>
      );
    }
  }
}

type Sentences<Code extends SummarySentence['code']> = Extract<
  SummarySentence,
  { readonly measure: string }
> & { readonly code: Code };

function BesideSimilar({
  code,
  measure,
  difference,
}: Sentences<'moreThanSimilar' | 'fewerThanSimilar'>) {
  const isMore = code === 'moreThanSimilar';
  switch (measure) {
    case 'meetings':
      return isMore ? (
        <Plural
          value={difference}
          one="# meeting more than similar won deals at this age."
          other="# meetings more than similar won deals at this age."
        />
      ) : (
        <Plural
          value={difference}
          one="# meeting fewer than similar won deals at this age."
          other="# meetings fewer than similar won deals at this age."
        />
      );
    case 'phoneCalls':
      return isMore ? (
        <Plural
          value={difference}
          one="# phone call more than similar won deals at this age."
          other="# phone calls more than similar won deals at this age."
        />
      ) : (
        <Plural
          value={difference}
          one="# phone call fewer than similar won deals at this age."
          other="# phone calls fewer than similar won deals at this age."
        />
      );
    case 'emails':
      return isMore ? (
        <Plural
          value={difference}
          one="# email more than similar won deals at this age."
          other="# emails more than similar won deals at this age."
        />
      ) : (
        <Plural
          value={difference}
          one="# email fewer than similar won deals at this age."
          other="# emails fewer than similar won deals at this age."
        />
      );
  }
}

function Initiative({
  code,
  measure,
  difference,
}: Sentences<'initiatedMoreByUs' | 'initiatedMoreByThem'>) {
  const isUs = code === 'initiatedMoreByUs';
  switch (measure) {
    case 'meetings':
      return isUs ? (
        <Plural
          value={difference}
          one="We have initiated # meeting more than they have."
          other="We have initiated # meetings more than they have."
        />
      ) : (
        <Plural
          value={difference}
          one="They have initiated # meeting more than we have."
          other="They have initiated # meetings more than we have."
        />
      );
    case 'phoneCalls':
      return isUs ? (
        <Plural
          value={difference}
          one="We have made # phone call more than they have."
          other="We have made # phone calls more than they have."
        />
      ) : (
        <Plural
          value={difference}
          one="They have made # phone call more than we have."
          other="They have made # phone calls more than we have."
        />
      );
    case 'emails':
      return isUs ? (
        <Plural
          value={difference}
          one="We have sent # email more than they have."
          other="We have sent # emails more than they have."
        />
      ) : (
        <Plural
          value={difference}
          one="They have sent # email more than we have."
          other="They have sent # emails more than we have."
        />
      );
  }
}
