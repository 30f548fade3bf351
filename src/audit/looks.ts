/**
 * Who looks at other people's figures: noted when they are read, written down a little later and together, so that
 * reading does not wait for writing. A crash loses the looks of the last two seconds.
 */

import type { Database, Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { audit, pseudonymOf } from './record.ts';

/** Who looks: an Identity fits. */
type Viewer = { readonly login: number };

/** At what: a record (its key), or a list that holds records of others, by the name of its collection. */
export type Look = { readonly record: number } | { readonly list: string };

/** Notes that somebody reads figures; call it whenever figures are answered. */
export type NoteLook = (who: Viewer, look: Look) => void;

export type Looks = {
  readonly note: NoteLook;
  /** Writes down what waits. */
  readonly flush: () => Promise<void>;
  /** Writes down what waits, and takes no more. */
  readonly close: () => Promise<void>;
};

const everyMs = 2000;
/** More are not remembered; what is forgotten is found in the log before it is written a second time. */
const mostRemembered = 100_000;

/**
 * Each viewer, record and day (UTC) is written down once, and only when the viewer is neither the record's owner nor on
 * its team nor has it shared with them.
 */
export function newLooks(
  database: Database,
  { clock, onError }: { readonly clock: () => number; readonly onError: (error: unknown) => void },
): Looks {
  let waiting: Noted[] = [];
  let today = '';
  const known = new Set<string>();
  let writing: Promise<void> = Promise.resolve();

  const write = async () => {
    const taken = waiting;
    waiting = [];
    try {
      for (let from = 0; from < taken.length; from += together) {
        const part = taken.slice(from, from + together);
        await database.transaction((session) => writeDown(session, part));
      }
    } catch (error) {
      waiting = [...taken, ...waiting].slice(0, mostRemembered);
      onError(error);
    }
  };
  const flush = () => {
    writing = writing.then(() => (waiting.length === 0 ? undefined : write()));
    return writing;
  };
  const timer = setInterval(() => void flush(), everyMs);
  timer.unref();

  return {
    note: ({ login }, look) => {
      const at = clock();
      const day = new Date(at).toISOString().slice(0, 10);
      if (day !== today || known.size >= mostRemembered) known.clear();
      today = day;
      const name = `${login} ${'list' in look ? look.list : look.record}`;
      if (known.has(name)) return;
      known.add(name);
      waiting.push({ login, look, at, day });
    },
    flush,
    close: () => {
      clearInterval(timer);
      return flush();
    },
  };
}

const together = 200;

type Noted = {
  readonly login: number;
  readonly look: Look;
  readonly at: number;
  readonly day: string;
};

async function writeDown(session: Session, looks: readonly Noted[]): Promise<void> {
  const others = await amongOthers(session, looks);
  for (const { login, look, at, day } of others) {
    const actor = await pseudonymOf(session, { login });
    const object = 'list' in look ? { type: 'list', id: look.list } : { entity: look.record };
    if (await isWritten(session, { actor, look, day })) continue;
    await audit(session, { at, actor: { login }, action: 'figures_read', object });
  }
}

/** Without looks at one's own records, and at records or by people that are gone by now. */
async function amongOthers(session: Session, looks: readonly Noted[]): Promise<readonly Noted[]> {
  const rows = await session.query<{ place: number }>(sql`
    select place::integer as place from unnest(
      ${looks.map(({ login }) => login)}::integer[],
      ${looks.map(({ look }) => ('list' in look ? null : look.record))}::integer[]
    ) with ordinality look (login_key, record_key, place)
    join login on login.key = login_key
    left join app_user on app_user.key = login.user_key
    where record_key is null
      or exists (select from entity where key = record_key)
        and not exists (
          select from record_member
          where record_member.record_key = look.record_key
            and (member_key = login.user_key or member_key = any(app_user.team_keys))
        )
    order by place`);
  return rows.flatMap(({ place }) => looks[place - 1] ?? []);
}

/** Whether the log has it, from before a restart or from another process. */
async function isWritten(
  session: Session,
  { actor, look, day }: { readonly actor: string; readonly look: Look; readonly day: string },
): Promise<boolean> {
  const object =
    'list' in look
      ? sql`select ${look.list}`
      : sql`select coalesce(pseudonym::text, id) from entity left join audit_person on entity_key = key
          where key = ${look.record}`;
  const found = await session.query(sql`
    select from audit_entry
    where actor = ${actor} and action = 'figures_read' and object_id in (${object}) and at >= ${day} limit 1`);
  return found.length > 0;
}
