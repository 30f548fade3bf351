/**
 * The digest: at seven in the morning of working days, in each reader's own time zone, an email with the cards of the
 * day; none when there are none. Who could not be reached is tried again until noon.
 */

import { isWorkingDay, personalHours } from '../analytics/working-calendar.ts';
import { dayNumbers, dayText, hourMs, instantAt } from '../analytics/zone.ts';
import { type CardStore, cardsOfDay } from '../cards/day.ts';
import type { Database, Session } from '../db/pool.ts';
import { type OrganizationState, organizationIn } from '../facts/organization.ts';
import { loadRecords } from '../facts/records.ts';
import type { Mailer } from '../mail/send.ts';
import type { Organization, OrganizationSettings } from '../model/entities.ts';
import { composeDigest, type DigestCard } from './compose.ts';
import {
  claimDay,
  type DigestReader,
  digestReaders,
  settleDay,
  takenDays,
  tidyDays,
} from './days.ts';

export type DigestOptions = {
  readonly clock: () => number;
  readonly mailer: Mailer;
  /** Where people open the page, such as https://rapport.example. */
  readonly origin: string;
  /** Reads as the login with a key: what a digest says is what that person may see. */
  readonly readAs: <T>(login: number, work: (session: Session) => Promise<T>) => Promise<T>;
};

/** From seven on, and not after noon. */
const morning = { from: 7 * hourMs, until: 12 * hourMs };

/**
 * Sends what is due now; answers how many days were settled. None in the demo, whose addresses are nobody's. Several
 * processes may do it at once: whoever claims a day sends it.
 */
export async function sendDigests(
  database: Database,
  options: DigestOptions,
  signal: AbortSignal,
): Promise<number> {
  const state = await organizationIn(database);
  if (!state.settings.analyticsOn || state.demo) return 0;
  const now = options.clock();
  await tidyDays(database, now);
  const taken = await takenDays(database, now);
  const failures: unknown[] = [];
  let settled = 0;
  for (const reader of await digestReaders(database)) {
    if (signal.aborted) return settled;
    const day = dayDue(reader, state, now);
    if (day === null || taken.has(`${reader.login} ${day}`)) continue;
    try {
      if (await sendTo(database, reader, { ...options, state, day })) settled += 1;
    } catch (error) {
      // The others get theirs all the same.
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return settled;
}

/** The day whose digest somebody is to get at an instant (ms); null: not now. */
export function dayDue(
  { timeZone, workingHours }: Pick<DigestReader, 'timeZone' | 'workingHours'>,
  {
    organization,
    settings,
  }: {
    readonly organization: Pick<Organization, 'timeZone'>;
    readonly settings: Pick<OrganizationSettings, 'workingHours' | 'holidays'>;
  },
  now: number,
): string | null {
  const zone = timeZone ?? organization.timeZone;
  const day = dayNumbers(zone)(now);
  const { holidays } = settings;
  const hours = personalHours(workingHours) ?? settings.workingHours;
  if (!isWorkingDay({ hours, holidays })(day)) return null;
  const [from, until] = [instantAt(zone, day, morning.from), instantAt(zone, day, morning.until)];
  return now >= from && now < until ? dayText(day) : null;
}

type Due = DigestOptions & {
  readonly state: OrganizationState;
  readonly day: string;
};

/** Makes the mail, takes the day, sends: what fails before the day is taken is done again at the next look. */
async function sendTo(database: Database, reader: DigestReader, due: Due): Promise<boolean> {
  const { login } = reader;
  const { mailer, clock, origin, state, day } = due;
  const cards = await cardsFor(database, reader, due);
  const mail = composeDigest(
    {
      ...{ to: reader.email, name: reader.name, language: reader.language, cards },
      timeZone: reader.timeZone ?? state.organization.timeZone,
      organization: state.organization.name === '' ? 'Rapport' : state.organization.name,
    },
    { origin, token: reader.token },
  );
  if (!(await claimDay(database, { login, day, now: clock() }))) return false;
  const outcome = cards.length === 0 ? nothingToTell : await mailer.send(mail);
  await settleDay(database, { login, day, now: clock() }, { ...outcome, cards: cards.length });
  return true;
}

const nothingToTell = { state: 'none' } as const;

async function cardsFor(
  database: Database,
  reader: DigestReader,
  { readAs, clock }: Due,
): Promise<readonly DigestCard[]> {
  const store: CardStore = { database, read: (work) => readAs(reader.login, work) };
  const { cards } = await cardsOfDay(store, reader, clock());
  const heads = await loadRecords(
    database,
    cards.map(({ record }) => record),
  );
  const headOf = new Map(heads.map((head) => [head.key, head]));
  return cards.flatMap(({ record, reason }) => {
    const head = headOf.get(record);
    if (head === undefined) return [];
    const { type, id, name, account } = head;
    return [{ type, id, name, account: account?.name ?? null, reason }];
  });
}
