import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useFormats } from '../../app/formats.tsx';
import { aboutQuery } from '../../data/queries.ts';
import { gradeWords, stateWords, trendWords } from '../../words.ts';
import { type Deal, type Look, lacksRate, laneOf, lookOf } from './deal.ts';

/** What the looks are called. */
export const lookWords: Readonly<Record<Look, MessageDescriptor>> = {
  ...gradeWords,
  pending: stateWords.pending,
  none: msg`No health`,
};

/** How deals are told in words, seen from a day: on the card, in the table and to screen readers. */
export function useDealWords(today: string) {
  const { currency: ours } = useSuspenseQuery(aboutQuery).data;
  const { t, i18n } = useLingui();
  const formats = useFormats();

  /** What a deal is worth, in another currency than ours also in ours, by which areas are compared. */
  const value = (deal: Deal) => {
    const { estimatedValue, currency, worth } = deal;
    if (estimatedValue === null) return null;
    const told = formats.money(estimatedValue, currency);
    if (lacksRate(deal)) return t`${told}, no rate for ${currency ?? '–'}`;
    if (worth === null || ours === null || currency === null || currency === ours) return told;
    const inOurs = formats.money(worth, ours);
    return t`${told}, about ${inOurs}`;
  };
  const closes = (deal: Deal) => {
    if (deal.estimatedCloseDate === null) return t`no close date`;
    const day = formats.day(deal.estimatedCloseDate);
    return laneOf(deal, today) === 'past' ? t`was to close ${day}` : t`closes ${day}`;
  };
  /** `Poor 24`, or in a few words why there is no score. */
  const health = ({ health: { state, score, grade, trend } }: Deal) => {
    const look = lookOf({ state, score, grade, trend });
    const word = i18n._(look === 'none' ? stateWords[state] : lookWords[look]);
    return look === 'none' || score === null ? word : `${word} ${score}`;
  };
  const trend = (deal: Deal) => {
    const { trend: heading } = deal.health;
    const isKnown = lookOf(deal.health) !== 'none' && heading !== null;
    return isKnown && heading !== 'notEnoughInfo' ? i18n._(trendWords[heading]) : null;
  };
  /** The whole deal in one line. */
  const label = (deal: Deal) => {
    const told = health(deal);
    return [
      deal.name,
      deal.account,
      value(deal) ?? t`no value`,
      closes(deal),
      t`health ${told}`,
      trend(deal),
    ]
      .filter((part) => part !== null)
      .join(', ');
  };
  return { value, closes, health, trend, label };
}
