import { describe, expect, it } from 'vitest';
import type { Deal } from './deal.ts';
import { frameOf, yOf } from './frame.ts';
import { bubblesOf, laneCounts, outsideOf, placedOf, xOfBubble } from './place.ts';
import { radiusScale } from './radius.ts';
import { dealNamed, healthOf } from './testing/deals.ts';
import { ticksOf } from './ticks.ts';
import { dayNumber, fullView } from './view.ts';

const today = '2026-11-20';
const size = { width: 1000, height: 420, longest: 9 };
const deals: readonly Deal[] = [
  ...['2026-03-01', '2026-09-12', '2026-11-19'].map((estimatedCloseDate, place) =>
    dealNamed(`past-${place}`, { estimatedCloseDate }),
  ),
  dealNamed('small', { worth: 1_000, health: healthOf('excellent', 100) }),
  dealNamed('large', { worth: 900_000, health: healthOf('poor', 0), estimatedCloseDate: today }),
  dealNamed('later', { estimatedCloseDate: '2027-06-30' }),
  dealNamed('undated', { estimatedCloseDate: null, worth: null }),
];
const counts = laneCounts(deals, today);
const frame = frameOf(size, counts, 27);
const radius = radiusScale(
  deals.map(({ worth }) => worth),
  { least: 3, most: 27 },
);
const bubbles = bubblesOf(deals, { today, frame, radius });
const view = fullView(dayNumber(today), [dayNumber('2027-06-30')]);

describe('bubbles of the pipeline', () => {
  it('past their date and without one have lanes of their own, and are counted', () => {
    expect(counts).toEqual({ past: 3, dated: 3, undated: 1 });
    for (const bubble of bubbles) {
      const span = frame.lanes[bubble.lane];
      const x = xOfBubble(bubble, view, frame);
      expect(x - bubble.r).toBeGreaterThanOrEqual(span?.from ?? Number.NaN);
      expect(x + bubble.r).toBeLessThanOrEqual(span?.to ?? Number.NaN);
    }
  });

  it('lie whole within the plot, also the largest at 0 and at 100', () => {
    for (const { y, r } of bubbles) {
      expect(y - r).toBeGreaterThanOrEqual(frame.top);
      expect(y + r).toBeLessThanOrEqual(frame.bottom);
    }
    expect(yOf(100, frame) - 27).toBeGreaterThan(frame.top);
  });

  it('are painted from the largest to the smallest', () => {
    expect(bubbles[0]?.deal.id).toBe('large');
    expect(bubbles.at(-1)?.deal.id).toBe('undated');
  });

  it('outside the dates that are seen are not placed but counted', () => {
    const part = { first: view.first + 20, last: view.first + 60 };
    const seen = placedOf(bubbles, part, frame).map(({ bubble }) => bubble.deal.id);
    expect(seen).toContain('small');
    expect(seen).not.toContain('later');
    expect(seen.filter((id) => id.startsWith('past'))).toHaveLength(3);
    expect(outsideOf(bubbles, part)).toEqual({ before: 1, after: 1 });
    expect(outsideOf(bubbles, view)).toEqual({ before: 0, after: 0 });
  });

  it('have no lane where no deal is for it', () => {
    const { lanes } = frameOf(size, { past: 0, dated: 4, undated: 0 }, 27);
    expect([lanes.past, lanes.undated]).toEqual([null, null]);
    expect(lanes.dated).toEqual({ from: frame.gutter, to: 1000 });
  });

  it('leave most of a phone to the dates', () => {
    const { lanes } = frameOf(
      { width: 340, height: 380, longest: 9 },
      { past: 40, dated: 2, undated: 40 },
      20,
    );
    const width = (lanes.dated?.to ?? 0) - (lanes.dated?.from ?? 0);
    expect(width).toBeGreaterThan(110);
  });
});

describe('dates on the axis', () => {
  it('are months with the year in January, or days when little is seen', () => {
    const texts = (first: string, last: string) =>
      ticksOf({ first: dayNumber(first), last: dayNumber(last) }, frame, 'en-GB').map(
        ({ text }) => text,
      );
    expect(texts('2026-11-20', '2027-04-10')).toEqual(['Dec', 'Jan 2027', 'Feb', 'Mar', 'Apr']);
    expect(texts('2026-11-20', '2026-11-27')).toContain('22 Nov');
    const narrow = frameOf({ width: 360, height: 400, longest: 9 }, counts, 20);
    const part = { first: dayNumber('2026-11-20'), last: dayNumber('2027-03-01') };
    expect(ticksOf(part, narrow, 'en-GB').map(({ text }) => text)).toEqual(['Jan 2027', 'Mar']);
    expect(texts('2026-11-20', '2033-04-10')).toContain('2030');
  });
});
