import { feedDate } from './feed-date.ts';

/** How long a server wants to be left alone (ms), or null: RFC 9110 §10.2.3. A date is counted from the server's own. */
export function retryAfter(said: string | null, date: string | null): number | null {
  if (said === null) return null;
  if (/^\d{1,7}$/.test(said)) return Number(said) * 1000;
  const [until, from] = [feedDate(said), feedDate(date ?? '')];
  return until === null || from === null || until <= from ? null : until - from;
}
