import { describe, expect, it } from 'vitest';
import { readRule } from './rule.ts';

describe('a RRULE value', () => {
  it('is read whatever its case, with parts that nobody knows left aside', () => {
    expect(readRule('freq=monthly;byday=2mo,-1fr;wkst=su;x-foo=1;')).toMatchObject({
      frequency: 'MONTHLY',
      interval: 1,
      count: null,
      until: null,
      weekStart: 6,
      byDay: [
        { day: 0, nth: 2 },
        { day: 4, nth: -1 },
      ],
    });
  });

  it('has no end when COUNT is below one, and an interval of at least one', () => {
    expect(readRule('FREQ=DAILY;COUNT=-1;INTERVAL=0')).toMatchObject({ count: null, interval: 1 });
  });

  it.each([
    ['FREQ=FORTNIGHTLY', 'frequency'],
    ['INTERVAL=2', 'FREQ='],
    ['FREQ=DAILY;UNTIL=soon', 'UNTIL'],
    ['FREQ=DAILY;UNTIL=20260231', 'UNTIL'],
    ['FREQ=MONTHLY;BYDAY=XX', 'BYDAY'],
    ['FREQ=YEARLY;BYMONTH=13', 'BYMONTH'],
    ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 'a rule that can occur'],
    ['FREQ=HOURLY;BYMONTH=4,6,11;BYMONTHDAY=31,-31', 'a rule that can occur'],
    ['FREQ=MONTHLY;BYMONTHDAY=0', 'a rule that can occur'],
  ])('%s is refused', (value, expected) => {
    expect(readRule(value)).toEqual({ expected: expect.stringContaining(expected) });
  });

  it.each(['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29', 'FREQ=DAILY;BYMONTH=2,3;BYMONTHDAY=31,-30'])(
    '%s can occur',
    (value) => {
      expect(readRule(value)).not.toHaveProperty('expected');
    },
  );
});
