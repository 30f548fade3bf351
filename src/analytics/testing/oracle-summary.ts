import type { Kpis } from '../present.ts';
import type { Sentence, SummaryFigures } from '../summary.ts';

/**
 * What each sentence claims, told a second time: as a statement about the figures that other widgets show. `window` are
 * those of a second implementation.
 */
export function isTrue(sentence: Sentence, figures: SummaryFigures, window: Kpis): boolean {
  const close = (a: number, b: number | null | undefined) =>
    typeof b === 'number' && Math.abs(a - b) < 1e-9;
  const similar = (name: string) => figures.similar?.get(name);
  switch (sentence.code) {
    case 'nothingYet':
      return figures.lastInteractionAt === null && window.initiatedByUs === 0;
    case 'waitingForUs':
      return (
        sentence.turns === window.responseByUs.unanswered &&
        (figures.lastInboundAt ?? 0) > (figures.lastOutboundAt ?? 0)
      );
    case 'goneQuiet':
      return (
        figures.quiet?.state === 'quiet' &&
        sentence.presentGap > sentence.usualGap &&
        sentence.presentGap === figures.quiet.presentGap &&
        sentence.lastKnown === figures.lastKnown
      );
    case 'unansweredStreak':
      return sentence.emails === figures.unansweredStreak && sentence.emails > 2;
    case 'silentWindow':
      return (
        window.emailsSent +
          window.emailsReceived +
          window.meetingsSent +
          window.meetingsReceived +
          window.phoneCallsMade +
          window.phoneCallsReceived ===
        0
      );
    case 'healthDropped':
    case 'healthRose': {
      const way = sentence.code === 'healthRose' ? 1 : -1;
      return (
        sentence.to === figures.health?.score &&
        sentence.from === figures.health.before &&
        sentence.points === way * (sentence.to - sentence.from) &&
        sentence.points >= 5
      );
    }
    case 'singleThreaded':
      return figures.isSingleThreaded;
    case 'moreThanSimilar':
    case 'fewerThanSimilar': {
      const { own = null, median = null, n = 0 } = similar(sentence.measure) ?? {};
      const way = sentence.code === 'moreThanSimilar' ? 1 : -1;
      return (
        sentence.difference > 0 &&
        sentence.n === n &&
        close(way * sentence.difference, (own ?? 0) - (median ?? 0))
      );
    }
    case 'slowerThanSimilar':
    case 'fasterThanSimilar': {
      const { own = null, median = null } = similar('responseByUs.medianHours') ?? {};
      const way = sentence.code === 'slowerThanSimilar' ? 1 : -1;
      return sentence.hours > 0 && close(way * sentence.hours, (own ?? 0) - (median ?? 0));
    }
    case 'initiatedMoreByUs':
    case 'initiatedMoreByThem': {
      const way = sentence.code === 'initiatedMoreByUs' ? 1 : -1;
      const begun = {
        meetings: window.meetingsSent - window.meetingsReceived,
        phoneCalls: window.phoneCallsMade - window.phoneCallsReceived,
        emails: window.emailsSent - window.emailsReceived,
      };
      return sentence.difference > 0 && sentence.difference === way * begun[sentence.measure];
    }
    case 'weAnswerSlower':
    case 'weAnswerFaster': {
      const way = sentence.code === 'weAnswerSlower' ? 1 : -1;
      const [us, them] = [window.responseByUs.medianHours, window.responseByThem.medianHours];
      return sentence.hours > 0 && close(way * sentence.hours, (us ?? 0) - (them ?? 0));
    }
  }
}
