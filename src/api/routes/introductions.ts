import { createRoute, z } from '@hono/zod-openapi';
import type { Identity } from '../../access/identity.ts';
import { audit } from '../../audit/record.ts';
import { collectionSchema, collections } from '../../contract/api.ts';
import {
  type Introduction,
  introductionAnswerSchema,
  introductionAskSchema,
  introductionSchema,
  introductionsSchema,
} from '../../contract/introductions.ts';
import { personCollectionSchema } from '../../contract/ties.ts';
import type { Session } from '../../db/pool.ts';
import { organizationIn } from '../../facts/organization.ts';
import { Problem } from '../../model/problem.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { integerKey, problem } from '../described.ts';
import { type Api, allowed, identityOf, inPerson } from '../gate.ts';
import {
  addressesOf,
  answer,
  ask,
  introductionOf,
  introductionsOf,
  introductionsTo,
  presentIntroduction,
  type StoredIntroduction,
  withdraw,
} from '../queries/introductions.ts';
import { assertReadable, recordKey, unknownRecord } from '../queries/record.ts';
import { customersNamed, customersOf, knowableUser, openPeople } from '../queries/ties.ts';
import { smallJson } from '../small-json.ts';

const one = (description: string) => ({
  description,
  content: { 'application/json': { schema: introductionSchema } },
});
const several = {
  description: 'Requests',
  content: { 'application/json': { schema: introductionsSchema } },
};
const workers = ['seller', 'manager', 'administrator'] as const;
const key = z.object({
  key: integerKey,
});

const onRecord = createRoute({
  method: 'get',
  path: '/api/v1/{collection}/{id}/introductions',
  summary: 'Who asked whom to be introduced to the people of a record, and what came of it',
  request: { params: z.object({ collection: collectionSchema, id: z.string() }) },
  ...allowed('members', 'read'),
  responses: { 200: several },
});

const make = createRoute({
  method: 'post',
  path: '/api/v1/{collection}/{id}/introductions',
  summary: 'Keeps that one asks a colleague for an introduction',
  description:
    'Nothing is sent: who asks sends the text by their own mail. The answer holds the address.',
  request: {
    params: z.object({ collection: personCollectionSchema, id: z.string() }),
    body: { content: { 'application/json': { schema: introductionAskSchema } }, required: true },
  },
  ...allowed(workers, 'read', inPerson, ...smallJson),
  responses: {
    201: one('The request'),
    404: problem('`record_unknown`, `user_unknown`: left, opted out, or never there'),
    409: problem('`introduction_waits`: the same one has no answer yet'),
    422: problem('`introduction_alone`: one needs to be somebody of the CRM, and not ask oneself'),
  },
});

const own = createRoute({
  method: 'get',
  path: '/api/v1/introductions',
  summary: 'What one asked, and what one was asked',
  ...allowed('members', 'read'),
  responses: { 200: several },
});

const settle = createRoute({
  method: 'patch',
  path: '/api/v1/introductions/{key}',
  summary: 'Writes down what came of a request; either of the two may',
  request: {
    params: key,
    body: { content: { 'application/json': { schema: introductionAnswerSchema } }, required: true },
  },
  ...allowed(workers, 'read', inPerson, ...smallJson),
  responses: { 200: one('The request'), 404: problem('`introduction_unknown`') },
});

const remove = createRoute({
  method: 'delete',
  path: '/api/v1/introductions/{key}',
  summary: 'Takes a request back',
  request: { params: key },
  ...allowed(workers, 'read', inPerson),
  responses: {
    204: { description: 'It is gone' },
    403: problem('`not_allowed`: who asked takes back'),
    404: problem('`introduction_unknown`'),
  },
});

/** Introductions: asked for on a record, kept with what came of them. */
export function introductionRoutes(api: Api, dependencies: ApiDependencies): void {
  const { database, readAs, clock } = dependencies;

  api.openapi(onRecord, async (context) => {
    const { collection, id } = context.req.valid('param');
    const type = collections[collection];
    const now = clock();
    const who = identityOf(context);
    const record = await recordKey(database, type, id);
    const { stored, customers } = await readAs(who, async (session) => {
      await assertReadable(session, record, { type, id });
      const people = await customersOf(session, { key: record, type, id }, now);
      const open = await openPeople(
        session,
        people.map((person) => person.key),
      );
      const found = await introductionsTo(session, [...open]);
      return { stored: found, customers: await customersNamed(session, peopleIn(found)) };
    });
    return context.json(await listed(database, stored, { customers, who, now }), 200);
  });

  api.openapi(make, async (context) => {
    const { collection, id } = context.req.valid('param');
    const { user, via, text } = context.req.valid('json');
    const type = collections[collection];
    const now = clock();
    const who = identityOf(context);
    const person = await recordKey(database, type, id);
    const seen = await readAs(who, async (session) => {
      if (!(await openPeople(session, [person])).has(person)) throw unknownRecord(type, id);
      await customersOf(session, { key: person, type, id }, now);
      return {
        asked: await knowableUser(session, user),
        via: via === null ? null : await openPerson(session, via),
      };
    });
    if (who.user === null || who.user.key === seen.asked || seen.via === person) throw alone();
    const wanted = { ...seen, person, asker: who.user.key, text };
    const made = await database.transaction(async (session) => {
      const introduction = await ask(session, wanted, now);
      await note(session, { action: 'introduction_asked', introduction, person }, { who, now });
      return introduction;
    });
    return context.json(await present(database, { key: made, who, now }), 201);
  });

  api.openapi(own, async (context) => {
    const who = identityOf(context);
    const now = clock();
    const stored = who.user === null ? [] : await introductionsOf(database, who.user.key);
    const customers = await customersNamed(database, peopleIn(stored));
    return context.json(await listed(database, stored, { customers, who, now }), 200);
  });

  api.openapi(settle, async (context) => {
    const { key: wanted } = context.req.valid('param');
    const { outcome } = context.req.valid('json');
    const who = identityOf(context);
    const now = clock();
    await database.transaction(async (session) => {
      const { person } = await introductionOf(session, who.user?.key ?? null, wanted);
      await answer(session, wanted, { outcome, now });
      const done = { action: 'introduction_answered', introduction: wanted, person } as const;
      await note(session, { ...done, outcome }, { who, now });
    });
    return context.json(await present(database, { key: wanted, who, now }), 200);
  });

  api.openapi(remove, async (context) => {
    const { key: wanted } = context.req.valid('param');
    const who = identityOf(context);
    const user = who.user?.key ?? null;
    await database.transaction(async (session) => {
      const { asker, person } = await introductionOf(session, user, wanted);
      if (asker.key !== user) throw notTheirs(wanted);
      await withdraw(session, wanted);
      const done = { action: 'introduction_withdrawn', introduction: wanted, person } as const;
      await note(session, done, { who, now: clock() });
    });
    return context.body(null, 204);
  });
}

type Done = {
  readonly action: 'introduction_asked' | 'introduction_answered' | 'introduction_withdrawn';
  readonly introduction: number;
  /** Key of whom it is about. */
  readonly person: number;
  readonly outcome?: 'accepted' | 'declined';
};

/** Into the audit log, without the words and without the colleague who was asked. */
async function note(session: Session, done: Done, { who, now }: Reading): Promise<void> {
  const { action, introduction, person, outcome } = done;
  await audit(session, {
    at: now,
    actor: who,
    action,
    object: { entity: person },
    details: { introduction, ...(outcome === undefined ? {} : { outcome }) },
  });
}

function peopleIn(introductions: readonly StoredIntroduction[]): readonly number[] {
  return introductions.flatMap(({ person, via }) => (via === null ? [person] : [person, via]));
}

type Reading = { readonly who: Identity; readonly now: number };

async function listed(
  database: Session,
  stored: readonly StoredIntroduction[],
  {
    customers,
    who,
    now,
  }: Reading & { readonly customers: Awaited<ReturnType<typeof customersNamed>> },
): Promise<z.output<typeof introductionsSchema>> {
  const user = who.user?.key ?? null;
  const { settings } = await organizationIn(database);
  const mine = stored.filter(({ asker }) => asker.key === user);
  const emails = await addressesOf(
    database,
    mine.map(({ asked }) => asked.key),
  );
  return {
    introductions: stored.flatMap(
      (one) => presentIntroduction(one, customers, { user, now, emails }) ?? [],
    ),
    template: settings.introductionTemplate,
  };
}

/** One of the reader's own. */
async function present(
  database: Session,
  { key: wanted, who, now }: Reading & { readonly key: number },
): Promise<Introduction> {
  const stored = await introductionOf(database, who.user?.key ?? null, wanted);
  const customers = await customersNamed(database, peopleIn([stored]));
  const emails = await addressesOf(database, [stored.asked.key]);
  const user = who.user?.key ?? null;
  const shown = presentIntroduction(stored, customers, { user, now, emails });
  if (shown === null) throw unknownRecord('contact', '');
  return shown;
}

/** The key of somebody whom the reader may see, by `type:id`. */
async function openPerson(session: Session, reference: string): Promise<number> {
  const colon = reference.indexOf(':');
  const type = reference.slice(0, colon) === 'lead' ? 'lead' : 'contact';
  const id = reference.slice(colon + 1);
  const found = await recordKey(session, type, id);
  if ((await openPeople(session, [found])).has(found)) return found;
  throw unknownRecord(type, id);
}

function alone(): Problem {
  return new Problem({
    code: 'introduction_alone',
    message: 'An introduction is between three: who asks, who is asked, and to whom.',
    field: 'user',
    hint: 'Ask a colleague. Who only administers is nobody whom a colleague could introduce.',
  });
}

function notTheirs(wanted: number): Problem {
  return new Problem({
    code: 'not_allowed',
    message: 'Who asked can take a request back.',
    field: 'key',
    value: wanted,
    hint: 'You can write down that you decline.',
  });
}
