export type DecimalSign = '.' | ',';

/**
 * What a cell says: a number; `either` when its one sign may part thousands or decimals (`1.234`) and no decimal sign
 * is given; null when it is no number. Spaces, apostrophes and currency signs do not matter; `(5)` and `5-` are −5.
 */
export function readNumber(text: string, decimal?: DecimalSign): number | 'either' | null {
  const bare = text
    .replace(/[\s\p{Sc}\u2019']/gu, '')
    .replace(/^[A-Z]{3}(?=[\d(+-])|(?<=[\d)-])[A-Z]{3}$/u, '')
    .replace('\u2212', '-');
  const bracketed = /^\((.+)\)$/.exec(bare)?.[1];
  const trailing = /^(.+)-$/.exec(bare)?.[1];
  const [, sign = '', digits = ''] = /^([+-]?)(.*)$/.exec(bracketed ?? trailing ?? bare) ?? [];
  const size = readDigits(digits, decimal);
  if (typeof size !== 'number') return size;
  const negative = sign === '-' || bracketed !== undefined || trailing !== undefined;
  return negative ? 0 - size : size;
}

/** Which decimal sign a number decides; null when it says nothing about it. */
export function decidedDecimal(text: string): DecimalSign | null {
  if (!/[.,]/.test(text)) return null;
  const point = readNumber(text, '.');
  const comma = readNumber(text, ',');
  if (typeof point === 'number' && comma === null) return '.';
  return point === null && typeof comma === 'number' ? ',' : null;
}

function readDigits(digits: string, decimal: DecimalSign | undefined): number | 'either' | null {
  if (/^\d+$/.test(digits)) return Number(digits);
  if (/^\d+(\.\d+)?[eE][+-]?\d+$/.test(digits)) return finite(Number(digits));
  const readings = (decimal === undefined ? (['.', ','] as const) : [decimal]).flatMap((sign) => {
    const thousands = sign === '.' ? ',' : '.';
    const [whole = '', fraction, ...more] = digits.split(sign);
    const grouped = whole.includes(thousands)
      ? /^\d{1,3}$/.test(whole.split(thousands)[0] ?? '') &&
        whole
          .split(thousands)
          .slice(1)
          .every((group) => /^\d{3}$/.test(group)) &&
        !/^0/.test(whole)
      : /^\d*$/.test(whole);
    if (more.length > 0 || !grouped || (fraction !== undefined && !/^\d+$/.test(fraction)))
      return [];
    if (whole === '' && fraction === undefined) return [];
    return [Number(`${whole.replaceAll(thousands, '') || '0'}.${fraction ?? '0'}`)];
  });
  const [first, second] = readings;
  if (first === undefined) return null;
  return second === undefined || first === second ? first : 'either';
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

const yes: ReadonlySet<string> = new Set([
  'true',
  'yes',
  'y',
  '1',
  't',
  'x',
  'on',
  'ja',
  'j',
  'wahr',
]);
const no: ReadonlySet<string> = new Set([
  'false',
  'no',
  'n',
  '0',
  'f',
  '-',
  'off',
  'nein',
  'falsch',
]);

/** Yes or no in English or German, a check mark or a digit; null when it is neither. */
export function readBoolean(text: string): boolean | null {
  const word = text.trim().toLowerCase();
  if (yes.has(word)) return true;
  return no.has(word) ? false : null;
}

export type DurationUnit = 'milliseconds' | 'seconds' | 'minutes' | 'hours';

const minutesPer: Readonly<Record<DurationUnit, number>> = {
  milliseconds: 1 / 60_000,
  seconds: 1 / 60,
  minutes: 1,
  hours: 60,
};

/** Minutes of a duration: a count of `unit`, or `h:mm` and `h:mm:ss`, which say their unit. */
export function readMinutes(
  text: string,
  unit: DurationUnit,
  decimal?: DecimalSign,
): number | 'either' | null {
  const clock = /^(\d+):([0-5]\d)(?::([0-5]\d))?$/.exec(text.trim());
  if (clock !== null) return Number(clock[1]) * 60 + Number(clock[2]) + Number(clock[3] ?? 0) / 60;
  const count = readNumber(text, decimal);
  return typeof count === 'number' ? count * minutesPer[unit] : count;
}
