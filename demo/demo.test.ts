import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Activity } from '../src/model/activity.ts';
import { exclusionReasons } from '../src/model/vocabulary.ts';
import { matcherOf } from '../src/news/matching.ts';
import { readFeed } from '../src/news/reading.ts';
import { generateDemo } from './generate.ts';
import type { Meeting } from './happenings.ts';
import { newsFiles } from './news.ts';
import { readDemo } from './reading.ts';
import { shortfalls } from './shortfalls.ts';
import { demoStories } from './stories.ts';
import { dayMs, type Language } from './workdays.ts';
import { worldAt } from './world.ts';

/** The files of the demo company go through the connectors and the analytics; then every story must hold. */

const folder = await mkdtemp(join(tmpdir(), 'demo-'));
afterAll(() => rm(folder, { recursive: true }));

const moments: readonly {
  readonly what: string;
  readonly at: string;
  readonly language: Language;
}[] = [
  { what: 'a Monday', at: '2026-11-23T08:30:00Z', language: 'en' },
  { what: 'a Sunday night', at: '2026-06-14T22:40:00Z', language: 'de' },
  { what: 'New Year', at: '2027-01-01T11:00:00Z', language: 'en' },
  { what: 'the day the clocks go forward', at: '2027-03-28T01:30:00Z', language: 'de' },
  { what: 'the day the clocks go back', at: '2026-10-25T00:30:00Z', language: 'en' },
];

describe.each(moments)('the demo company in $language on $what', ({ at, language }) => {
  const now = Date.parse(at);
  const place = join(folder, `${at.slice(0, 10)}-${language}`);
  let told: Awaited<ReturnType<typeof readDemo>>;
  beforeAll(async () => {
    await generateDemo({ now, language, folder: place });
    told = await readDemo(place, now);
  });

  it('is read without a single reject', () => {
    expect(told.rejects).toEqual([]);
  });

  it('is read as it was written: every mail, call, task and meeting', () => {
    const world = worldAt({ now, language });
    const { activities } = told.bundle;
    const mails = new Map(activities.map((activity) => [activity.messageId, activity]));
    const unlike = world.mails.filter(({ messageId, subject, at: sentAt, from, to }) => {
      const read = mails.get(messageId);
      const people = to.map(({ address }) => address).join();
      return !(
        read?.subject === subject &&
        read.startsAt === sentAt &&
        read.from === from.address &&
        read.to.join() === people
      );
    });
    expect(unlike.map(({ subject }) => subject)).toEqual([]);
    const kept = world.calls.map(({ id, at: startsAt, minutes }) => ({ id, startsAt, minutes }));
    const ids = new Set(kept.map(({ id }) => id));
    const calls = activities.filter(({ id }) => ids.has(id));
    expect(byId(calls.map(callOf))).toEqual(byId(kept));
    const meetings = activities.filter(({ kind }) => kind === 'appointment');
    const canceled = meetings.filter(({ status }) => status === 'canceled');
    expect(meetings.length - canceled.length).toBe(occurrences(world.meetings));
  });

  it('has the size of a mid-sized sales team', () => {
    const { bundle, merged } = told;
    const open = bundle.opportunities.filter(({ status }) => status === 'open');
    expect(bundle.users).toHaveLength(10);
    expect(bundle.accounts).toHaveLength(40);
    expect(bundle.contacts.length).toBeGreaterThan(130);
    expect(bundle.leads).toHaveLength(25);
    expect(bundle.opportunities.length).toBeGreaterThan(85);
    expect(open).toHaveLength(60);
    expect(bundle.activities.length).toBeGreaterThan(6000);
    expect(bundle.activities.length).toBeLessThan(8000);
    // Colleagues on one message or in one meeting each have it.
    expect(merged).toBeGreaterThan(300);
  });

  it('shows every reason to leave an activity out, but for copies, and health of every grade', () => {
    const { ledger, records } = told.analysisOn(0);
    const seen = new Set(ledger.map(({ reason }) => reason));
    // The same message in two mailboxes is one activity before anything is counted.
    expect(exclusionReasons.filter((reason) => !seen.has(reason))).toEqual(['duplicate']);
    const grades = records.map(({ health }) => ('grade' in health ? health.grade : health.state));
    for (const grade of ['good', 'fair', 'poor', 'notEnoughInfo', 'notApplicable']) {
      expect(grades.filter((one) => one === grade).length, grade).toBeGreaterThan(4);
    }
  });

  it('knows nothing of the future but what is booked or planned', () => {
    const later = told.bundle.activities.filter(({ startsAt }) => startsAt > now);
    const kinds = new Set(later.map(({ kind, status }) => `${kind} ${status}`));
    expect(later.length).toBeGreaterThan(10);
    expect([...kinds].filter((kind) => !/^(appointment|task open)/.test(kind))).toEqual([]);
  });

  it('names no address that could belong to anybody', async () => {
    // Folded lines of a calendar may cut an address in two.
    const texts = [...(await contents(place)).values()].map((text) => text.replace(/\r\n /g, ''));
    const domains = texts.flatMap((text) => text.match(/@[\w.-]+/g) ?? []);
    const hosts = texts.flatMap((text) => text.match(/https?:\/\/[\w.-]+/g) ?? []);
    // What a form of feeds is called is no address.
    const forms = /^https?:\/\/(www\.w3\.org|jsonfeed\.org)$/;
    const unreserved = [...domains, ...hosts].filter(
      (name) => !/\.(example|test)$/.test(name) && !forms.test(name),
    );
    expect(domains.length).toBeGreaterThan(10_000);
    expect([...new Set(unreserved)]).toEqual([]);
  });

  it('is in the papers: as it was written, and found by the names and domains of its customers', async () => {
    const world = worldAt({ now, language });
    const subjects = told.bundle.accounts.map((account, key) => ({ ...account, key }));
    const matcher = matcherOf(subjects);
    const found: (readonly [string, string, number])[] = [];
    for (const { path, content } of newsFiles(world)) {
      if (path.endsWith('feeds.json')) continue;
      expect(await readFile(join(place, path), 'utf8')).toBe(content);
      const read = readFeed(content, 'https://paper.example/');
      expect('items' in read && read.title, path).toMatch(/\w/);
      for (const item of 'items' in read ? read.items : []) {
        expect(item.publishedAt ?? Number.NaN).toBeLessThanOrEqual(now);
        expect(item.publishedAt ?? Number.NaN).toBeGreaterThan(now - 60 * dayMs);
        for (const { account, because } of matcher(item)) found.push([path, because, account]);
      }
    }
    // Everything but the weather is about one customer or two; the first of them has news from three sides.
    const whose = new Set(found.map(([, , account]) => account));
    expect(whose.size).toBeGreaterThanOrEqual(18);
    expect(found.filter(([, because]) => because === 'domain')).toHaveLength(2);
    const ofFirst = found.filter(([, , account]) => subjects[account]?.id === 'acc-01');
    expect(new Set(ofFirst.map(([path]) => path)).size).toBe(2);
    const byPlace = (one: (typeof found)[number]) => one[0] === 'news/local.json';
    expect(
      found
        .filter(byPlace)
        .map(([, , account]) => subjects[account]?.id)
        .sort(),
    ).toEqual(['acc-01', 'acc-05']);
  });

  it.each(demoStories.map((story) => [story.key, story] as const))(
    'tells the story: %s',
    (_, story) => {
      const { bundle, analysisOn } = told;
      for (const expectation of story.expects) {
        const analysis = analysisOn(expectation.asOfDays);
        const asOf = now + expectation.asOfDays * dayMs;
        expect(shortfalls(expectation, { bundle, analysis, asOf })).toEqual([]);
      }
    },
  );
});

describe('the files of the demo company', () => {
  const now = Date.parse('2026-11-23T08:30:00Z');

  it('are the same bytes for the same instant and language, and others for another instant', async () => {
    const [one, two, other] = ['one', 'two', 'other'].map((name) => join(folder, name));
    await generateDemo({ now, language: 'de', folder: one ?? '' });
    await generateDemo({ now, language: 'de', folder: two ?? '' });
    await generateDemo({ now: now + 7 * dayMs, language: 'de', folder: other ?? '' });
    expect(await contents(one ?? '')).toEqual(await contents(two ?? ''));
    expect(await contents(one ?? '')).not.toEqual(await contents(other ?? ''));
  });
});

function callOf({ id, startsAt, durationMinutes }: Activity) {
  return { id, startsAt, minutes: durationMinutes };
}

function byId<T extends { readonly id: string }>(list: readonly T[]): readonly T[] {
  return list.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Meetings that take place, each date of a series for itself. */
function occurrences(meetings: readonly Meeting[]): number {
  const dates = meetings.map(({ series, canceled }) => {
    if (series === null) return canceled ? 0 : 1;
    const calledOff = series.changed.filter((change) => change.canceled);
    return series.count - series.skipped.length - calledOff.length;
  });
  return dates.reduce((sum, count) => sum + count, 0);
}

async function contents(place: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return new Map(
    await Promise.all(
      paths.map(async (path) => [path.slice(place.length), await readFile(path, 'utf8')] as const),
    ),
  );
}
