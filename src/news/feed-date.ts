/** A date as feeds write it → an instant. Of what is not understood nothing is made up: browsers take "Vol. 5" for a day. */

type Parts = {
  readonly year: string | undefined;
  /** 1–12 */
  readonly month: number;
  readonly day: string | undefined;
  readonly time: string | undefined;
  readonly zone: string | undefined;
};

/**
 * The instant (ms since 1970), or null: RFC 822 as RSS has it, with the weekday and month in English or German, and
 * RFC 3339 as Atom and JSON Feed have it, both with what is usually left out. Without a zone, or in one whose letters
 * mean nothing here, it is UTC.
 */
export function feedDate(text: string): number | null {
  const parts = internet(text.trim()) ?? mail(text.trim());
  if (parts === null) return null;
  const { year = '', month, day = '', time, zone } = parts;
  const [hours = 0, minutes = 0, seconds = 0] = (time ?? '').split(':').map(Number);
  const isDay = month >= 1 && month <= 12 && Number(day) >= 1 && Number(day) <= 31;
  if (!isDay || hours > 24 || minutes > 59 || seconds > 60) return null;
  const local = Date.UTC(fullYear(year), month - 1, Number(day), hours, minutes, seconds);
  return local - zoneMinutes(zone) * 60_000;
}

const clock = String.raw`(\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?`;
const zones = String.raw`([a-z]{1,5}|(?:gmt|utc)?\s?[+-]\d{1,2}:?(?:\d{2})?)?(?:\s*\(.*\))?`;
const rfc3339 = new RegExp(
  String.raw`^(\d{4})-(\d{1,2})-(\d{1,2})(?:[t\s]+${clock})?\s*${zones}$`,
  'i',
);
const rfc822 = new RegExp(
  String.raw`^(?:\p{L}+\.?,?\s+)?(\d{1,2})\.?[\s-]+(\p{L}{3,})\.?[\s-]+(\d{2}|\d{4})(?:,?\s+${clock})?\s*${zones}$`,
  'iu',
);

function internet(text: string): Parts | null {
  const [, year, month, day, time, zone] = rfc3339.exec(text) ?? [];
  return month === undefined ? null : { year, month: Number(month), day, time, zone };
}

function mail(text: string): Parts | null {
  const [, day, name, year, time, zone] = rfc822.exec(text) ?? [];
  const short = (name ?? '').toLowerCase().replace('ä', 'a').slice(0, 3);
  const month = months.findIndex((names) => names.includes(short)) + 1;
  return name === undefined || month === 0 ? null : { year, month, day, time, zone };
}

const months = 'jan feb mar,mrz apr may,mai jun jul aug sep oct,okt nov dec,dez'
  .split(' ')
  .map((names) => names.split(','));

/** RFC 2822 §4.3. */
function fullYear(year: string): number {
  return Number(year) + (year.length > 2 ? 0 : Number(year) < 50 ? 2000 : 1900);
}

/** Hours east of Greenwich of the letters that are in use. */
const letters: Readonly<Record<string, number>> = {
  ...{ est: -5, edt: -4, cst: -6, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7 },
  ...{ wet: 0, west: 1, bst: 1, ist: 1, cet: 1, cest: 2, mez: 1, mesz: 2, met: 1, eet: 2, eest: 3 },
  ...{ msk: 3, jst: 9, kst: 9, hkt: 8, sgt: 8, aest: 10, aedt: 11, nzst: 12, nzdt: 13 },
};

function zoneMinutes(zone: string | undefined): number {
  const [, sign, hours, minutes = '0'] = /([+-])(\d{1,2}):?(\d{2})?$/.exec(zone ?? '') ?? [];
  if (sign === undefined) return (letters[(zone ?? '').toLowerCase()] ?? 0) * 60;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
