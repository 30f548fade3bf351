import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decidedDecimal, readBoolean, readMinutes, readNumber } from './numbers.ts';

describe('a number in a cell', () => {
  it.each([
    ['1054', 1054],
    ['-7', -7],
    ['1100.04', 1100.04],
    ['12,5', 12.5],
    ['1.234,56', 1234.56],
    ['1,234.56', 1234.56],
    ['1.234.567', 1234567],
    ['$1,234.50', 1234.5],
    ['1 234,56 €', 1234.56],
    ["1'234.50", 1234.5],
    ['EUR 12,50', 12.5],
    ['(500.10)', -500.1],
    ['500-', -500],
    ['0.125', 0.125],
    ['.5', 0.5],
    ['1e3', 1000],
  ])('%s is read without being told its decimal sign', (text, value) => {
    expect(readNumber(text)).toBe(value);
  });

  it.each(['1.234', '1,234', '-12.345', '€ 999.999'])('%s can be read in two ways', (text) => {
    expect(readNumber(text)).toBe('either');
    expect(decidedDecimal(text)).toBeNull();
  });

  it('counts only by the decimal sign it was told', () => {
    expect(readNumber('1.234', '.')).toBe(1.234);
    expect(readNumber('1.234', ',')).toBe(1234);
    expect(readNumber('1.5', ',')).toBeNull();
    expect(readNumber('1,234.56', ',')).toBeNull();
  });

  it.each(['', '12a', '1.2.3', '1,23,456', 'n/a', '--5', '5 %', '.', '1e999', '00.123,4'])(
    '%j is none',
    (text) => {
      expect(readNumber(text)).toBeNull();
    },
  );

  it('comes back from how English and German write it', () => {
    const cents = fc.integer({ min: -1e12, max: 1e12 }).map((amount) => amount / 100);
    fc.assert(
      fc.property(cents, (amount) => {
        const written = (locale: string) =>
          new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(amount);
        expect(readNumber(written('en'))).toBe(amount === 0 ? 0 : amount);
        expect(readNumber(written('de'))).toBe(amount === 0 ? 0 : amount);
        expect(decidedDecimal(written('de'))).toBe(',');
      }),
    );
  });
});

describe('other values of a cell', () => {
  it('are yes or no in two languages', () => {
    expect(['TRUE', 'Ja', '1', 'x'].map(readBoolean)).toEqual([true, true, true, true]);
    expect(['False', 'nein', '0'].map(readBoolean)).toEqual([false, false, false]);
    expect(readBoolean('maybe')).toBeNull();
  });

  it('are durations in a unit, or by the clock', () => {
    expect(readMinutes('90', 'seconds')).toBe(1.5);
    expect(readMinutes('1,5', 'hours')).toBe(90);
    expect(readMinutes('1:30', 'minutes')).toBe(90);
    expect(readMinutes('0:01:30', 'hours')).toBe(1.5);
    expect(readMinutes('long', 'minutes')).toBeNull();
  });
});
