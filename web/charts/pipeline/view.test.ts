import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameOf } from './frame.ts';
import {
  brushed,
  dayAt,
  dayNumber,
  dayText,
  firstView,
  fullView,
  isFull,
  moved,
  showing,
  stretch,
  xOf,
  zoomed,
} from './view.ts';

const frame = frameOf(
  { width: 1000, height: 400, longest: 9 },
  { past: 3, dated: 50, undated: 2 },
  27,
);
const today = dayNumber('2026-11-20');
const full = fullView(today, [today + 10, today + 200]);

describe('the dates that are seen', () => {
  it('begin today and end with the last close date, a month at least', () => {
    expect(full).toEqual({ first: today, last: today + 200 });
    expect(fullView(today, [])).toEqual({ first: today, last: today + 30 });
    expect(dayText(dayNumber('2026-11-20'))).toBe('2026-11-20');
  });

  it('leave a few dates far away for later', () => {
    const near = Array.from({ length: 99 }, (_, day) => today + day);
    expect(firstView(today, [...near, today + 20_000]).last).toBeLessThan(today + 120);
    expect(firstView(today, near)).toEqual(fullView(today, near));
  });

  it('become those between the two ends of a brush, whichever end comes first', () => {
    const days = [dayAt(700, full, frame), dayAt(400, full, frame)] as const;
    const view = brushed(days, full);
    expect(xOf(view.first, full, frame)).toBeCloseTo(400);
    expect(xOf(view.last, full, frame)).toBeCloseTo(700);
  });

  it('are a week at least, also after a brush that hardly moved', () => {
    const view = brushed([today + 50, today + 50], full);
    expect(view.last - view.first).toBeCloseTo(7);
    expect((view.first + view.last) / 2).toBeCloseTo(today + 50);
    expect(brushed([today, today], full)).toEqual({ first: today, last: today + 7 });
  });

  it('move as little as it takes to see a day', () => {
    const view = { first: today + 20, last: today + 60 };
    expect(showing(view, full, today + 30)).toBe(view);
    expect(showing(view, full, today + 100).last).toBeCloseTo(today + 104);
    expect(showing(view, full, today)).toEqual({ first: today, last: today + 40 });
  });

  const views = fc
    .tuple(fc.integer({ min: 0, max: 180 }), fc.integer({ min: 7, max: 200 }))
    .map(([first, length]) =>
      moved({ first: today + first, last: today + first + length }, full, 0),
    );

  it('keep the day under the pointer where it is while zooming in', () => {
    fc.assert(
      fc.property(views, fc.double({ min: 0, max: 1, noNaN: true }), (view, share) => {
        const around = view.first + share * (view.last - view.first);
        const next = zoomed(view, full, { factor: 1.2, around });
        expect(xOf(around, next, frame)).toBeCloseTo(xOf(around, view, frame), 3);
      }),
    );
  });

  it('can be shown for a moment by stretching the picture of others', () => {
    fc.assert(
      fc.property(views, views, fc.integer({ min: 0, max: 200 }), (from, to, days) => {
        const left = frame.lanes.dated?.from ?? 0;
        const { scale, shift } = stretch(from, to, frame);
        const before = xOf(today + days, from, frame) - left;
        expect(before * scale + shift).toBeCloseTo(xOf(today + days, to, frame) - left, 3);
      }),
    );
  });

  it('never leave everything, whatever is done to them', () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({ factor: fc.double({ min: 0.2, max: 5, noNaN: true }) }),
        fc.record({ days: fc.integer({ min: -300, max: 300 }) }),
      ),
    );
    fc.assert(
      fc.property(views, steps, (start, list) => {
        let view = start;
        for (const step of list) {
          const around = (view.first + view.last) / 2;
          view =
            'days' in step
              ? moved(view, full, step.days)
              : zoomed(view, full, { factor: step.factor, around });
          expect(view.first).toBeGreaterThanOrEqual(full.first - 1e-6);
          expect(view.last).toBeLessThanOrEqual(full.last + 1e-6);
          expect(view.last - view.first).toBeGreaterThanOrEqual(7 - 1e-6);
        }
        expect(isFull(zoomed(view, full, { factor: 0.001, around: view.first }), full)).toBe(true);
      }),
    );
  });
});
