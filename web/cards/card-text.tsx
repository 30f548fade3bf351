import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { InsightCard } from '../../src/contract/cards.ts';
import { useFormats } from '../app/formats.tsx';
import { gradeWords } from '../words.ts';
import { SharedSentence } from './shared-sentence.tsx';

/** What a card says, in a sentence or two. */
export function CardText({ reason }: { readonly reason: InsightCard['reason'] }) {
  const { i18n } = useLingui();
  const formats = useFormats();
  switch (reason.code) {
    case 'meetingToday': {
      const time = formats.clock(reason.at);
      return (
        <Plural
          value={reason.meetings}
          one={`A meeting begins today at ${time}.`}
          other={`# meetings begin today, the next at ${time}.`}
        />
      );
    }
    case 'waitingForUs':
    case 'closeDateMissed':
    case 'closeDateNear':
    case 'noActivity':
      return <SharedSentence reason={reason} />;
    case 'healthDropped': {
      const from = i18n._(gradeWords[reason.from]);
      const to = i18n._(gradeWords[reason.to]);
      const { scoreFrom, scoreTo } = reason;
      return (
        <Trans>
          Health fell from {from} ({scoreFrom}) to {to} ({scoreTo}) in 30 days.
        </Trans>
      );
    }
    case 'goneQuiet': {
      const usual = formats.points(reason.usualGap);
      const now = formats.count(reason.presentGap);
      if (reason.lastKnown !== null) {
        const day = formats.day(reason.lastKnown);
        return (
          <Trans>
            They had gone quiet by {day}, the last day in the imported file: usually every {usual}{' '}
            working days; {now} then.
          </Trans>
        );
      }
      return (
        <Trans>
          They have gone quiet: usually every {usual} working days; now {now}.
        </Trans>
      );
    }
    case 'unansweredStreak': {
      const since = formats.instantDay(reason.since);
      return (
        <Trans>
          {reason.emails} emails of ours in a row are unanswered, the first of {since}.
        </Trans>
      );
    }
    case 'singleThreaded': {
      const activities = formats.count(reason.activities);
      return (
        <Plural
          value={reason.people}
          one={`On their side it rests on one person alone, over ${activities} activities.`}
          other={`On their side it rests on one of # people, over ${activities} activities.`}
        />
      );
    }
    case 'similarToWon':
      return <SimilarToWon reason={reason} />;
    case 'news': {
      const { title, source } = reason;
      return (
        <Trans>
          In the news: “{title}”, {source}
        </Trans>
      );
    }
  }
}

type Similar = Extract<InsightCard['reason'], { readonly code: 'similarToWon' }>;

/** How many of the deals most like it were won, beside all; then how far it has come beside them. */
function SimilarToWon({ reason }: { readonly reason: Similar }) {
  const formats = useFormats();
  const { nearest, known } = reason;
  const share = formats.percent(known.won / known.of);
  return (
    <>
      <Trans>
        {nearest.won} of the {nearest.of} closed deals most like it were won ({share} of all{' '}
        {known.of} that you can see).
      </Trans>{' '}
      <BesideThem reason={reason} />
    </>
  );
}

function BesideThem({ reason: { measure, own, median } }: { readonly reason: Similar }) {
  const formats = useFormats();
  const theirs = Number.isInteger(median) ? formats.count(median) : formats.points(median);
  switch (measure) {
    case 'meetings':
      return (
        <Plural
          value={median}
          one={`At its age the won ones had ${theirs} meeting; this one has ${own}.`}
          other={`At its age the won ones had ${theirs} meetings; this one has ${own}.`}
        />
      );
    case 'phoneCalls':
      return (
        <Plural
          value={median}
          one={`At its age the won ones had ${theirs} phone call; this one has ${own}.`}
          other={`At its age the won ones had ${theirs} phone calls; this one has ${own}.`}
        />
      );
    case 'emails':
      return (
        <Plural
          value={median}
          one={`At its age the won ones had ${theirs} email; this one has ${own}.`}
          other={`At its age the won ones had ${theirs} emails; this one has ${own}.`}
        />
      );
    case 'activities':
      return (
        <Trans>
          At its age the won ones had {theirs} emails, meetings and calls; this one has {own}.
        </Trans>
      );
  }
}
