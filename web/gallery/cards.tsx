import { FilterRegular } from '@fluentui/react-icons';
import type { Cards, InsightCard } from '../../src/contract/cards.ts';
import { CardRow } from '../cards/card-row.tsx';
import { TodayCards } from '../pages/home/today.tsx';
import { Unfold } from '../parts/unfold.tsx';
import type { Exhibit } from './case.ts';
import { headOf, healths, longName, rightToLeftName, today } from './samples.ts';

const nothing = () => {};
const [health] = Object.values(healths);
const since = '2026-11-02T09:00:00Z';

/** One of each kind. */
const reasons: readonly InsightCard['reason'][] = [
  { code: 'meetingToday', at: '2026-11-20T15:00:00Z', meetings: 1 },
  { code: 'meetingToday', at: '2026-11-20T15:00:00Z', meetings: 3 },
  { code: 'waitingForUs', turns: 1, since },
  { code: 'waitingForUs', turns: 4, since },
  { code: 'closeDateMissed', on: '2026-11-19', days: 1 },
  { code: 'closeDateMissed', on: '2026-10-20', days: 31 },
  { code: 'closeDateNear', on: '2026-11-20', days: 0 },
  { code: 'closeDateNear', on: '2026-11-21', days: 1 },
  { code: 'closeDateNear', on: '2026-12-02', days: 12 },
  { code: 'healthDropped', from: 'good', to: 'poor', scoreFrom: 71, scoreTo: 32 },
  ...[null, '2026-11-20'].map((lastKnown) => ({
    code: 'goneQuiet' as const,
    ...{ usualGap: 5.5, presentGap: 21, allowedGap: 14, since: '2026-10-22', lastKnown },
  })),
  { code: 'unansweredStreak', emails: 4, since },
  { code: 'noActivity', days: 31, since, limit: 30 },
  { code: 'noActivity', days: null, since: null, limit: 30 },
  { code: 'singleThreaded', people: 1, activities: 9 },
  { code: 'singleThreaded', people: 3, activities: 24 },
  {
    ...{ code: 'similarToWon', nearest: { won: 8, of: 10 }, known: { won: 88, of: 214 } },
    ...{ measure: 'meetings', own: 1, median: 5, isBehind: true },
  },
  {
    ...{ code: 'similarToWon', nearest: { won: 9, of: 10 }, known: { won: 88, of: 214 } },
    ...{ measure: 'activities', own: 12, median: 10.5, isBehind: false },
  },
  { code: 'news', items: 1, title: 'A new plant', url: null, source: 'The Paper', at: since },
];

function cardOf(reason: InsightCard['reason'], name: string, id: number): InsightCard {
  return {
    ...{ id, record: headOf({ name }), reason },
    health: health ?? { state: 'pending', score: null, grade: null, trend: null },
    ...{ priority: 4.5, points: 4.5, value: 1 },
    write: { name: 'Dana Hohenberg', address: 'dana@ridge.example' },
  };
}

function dayOf(names: readonly string[], rest: Pick<Cards, 'more' | 'decided'>): Cards {
  const cards = reasons
    .slice(0, names.length)
    .map((reason, place) => cardOf(reason, names[place] ?? '', place));
  return { asOf: `${today}T12:00:00Z`, day: today, cards, most: 5, ...rest };
}

/** Cards of a day, and the sentence of every kind. */
export const cardExhibits: readonly Exhibit[] = [
  {
    title: 'Cards of a day',
    cases: [
      {
        name: 'some, and more for other days',
        width: 760,
        show: (
          <TodayCards cards={dayOf(['Two filling lines', longName], { more: 7, decided: 0 })} />
        ),
      },
      {
        name: 'right to left, on the record’s own page',
        width: 760,
        isRightToLeft: true,
        show: (
          <ul>
            {reasons.slice(0, 2).map((reason, place) => (
              <CardRow
                key={reason.code + String(place)}
                card={cardOf(reason, rightToLeftName, place)}
                today={today}
                isOnRecord={place === 1}
                onDecide={nothing}
              />
            ))}
          </ul>
        ),
      },
    ],
  },
  {
    title: 'Unfold',
    cases: [
      { name: 'folded', show: <Unfold label="Filters">{() => <p>A panel</p>}</Unfold> },
      {
        name: 'an icon alone',
        show: (
          <Unfold label="Filters of the list" face="" icon={<FilterRegular />}>
            {() => <p>A panel</p>}
          </Unfold>
        ),
      },
    ],
  },
  {
    title: 'Insight card',
    cases: reasons.map((reason, place) => ({
      name: `${reason.code} ${place + 1}`,
      width: 640,
      show: (
        <ul>
          <CardRow
            card={cardOf(reason, place === 9 ? longName : 'Two filling lines', place)}
            today={today}
            onDecide={nothing}
          />
        </ul>
      ),
    })),
  },
];
