import { createRoute, z } from '@hono/zod-openapi';
import type { Identity } from '../../access/identity.ts';
import { audit } from '../../audit/record.ts';
import {
  noticedCollectionSchema,
  noticeReadSchema,
  noticeVersion,
  ownNoticeSchema,
  personNoticeChangeSchema,
  personNoticeSchema,
} from '../../contract/activation.ts';
import { collections } from '../../contract/api.ts';
import { Problem } from '../../model/problem.ts';
import { noticeChanged } from '../../settings/activation.ts';
import { notePerson, noteRead, ownNotice, personNotice } from '../../settings/notices.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed, identityOf, inPerson } from '../gate.ts';
import { assertReadable, recordKey } from '../queries/record.ts';
import { smallJson } from '../small-json.ts';
import { presentedNotice } from './activation.ts';

const getOwn = createRoute({
  method: 'get',
  path: '/api/v1/me/notice',
  summary: 'That communication is processed, for everybody who signs in',
  ...allowed('members', 'read'),
  responses: {
    200: {
      description: 'The notice',
      content: { 'application/json': { schema: ownNoticeSchema } },
    },
  },
});

const postOwn = createRoute({
  method: 'post',
  path: '/api/v1/me/notice',
  summary: 'Says that one has read it',
  request: {
    body: { content: { 'application/json': { schema: noticeReadSchema } }, required: true },
  },
  ...allowed('members', 'read', inPerson, ...smallJson),
  responses: {
    200: {
      description: 'The notice',
      content: { 'application/json': { schema: ownNoticeSchema } },
    },
  },
});

const person = z.object({ collection: noticedCollectionSchema, id: z.string() });
const path = '/api/v1/{collection}/{id}/notice';

const getPerson = createRoute({
  method: 'get',
  path,
  summary: 'When a contact or lead was told that communication is processed, and on what basis',
  request: { params: person },
  ...allowed('members', 'read'),
  responses: {
    200: {
      description: 'What is noted',
      content: { 'application/json': { schema: personNoticeSchema } },
    },
  },
});

const putPerson = createRoute({
  method: 'put',
  path,
  summary: 'Notes that a contact or lead was told, and on what basis',
  request: {
    params: person,
    body: {
      content: { 'application/json': { schema: personNoticeChangeSchema } },
      required: true,
    },
  },
  ...allowed(['seller', 'manager', 'administrator'], 'administer', ...smallJson),
  responses: {
    200: {
      description: 'What is noted',
      content: { 'application/json': { schema: personNoticeSchema } },
    },
  },
});

/** GET and POST /api/v1/me/notice; GET and PUT /api/v1/{contacts|leads}/{id}/notice. */
export function noticesRoute(api: Api, { database, readAs, clock }: ApiDependencies): void {
  const own = async (login: number) => {
    const { readAt, due } = await ownNotice(database, login);
    return { notice: presentedNotice(), readAt: textOf(readAt), due };
  };
  const noted = async (key: number) => {
    const notice = await personNotice(database, key);
    return {
      toldAt: textOf(notice?.toldAt ?? null),
      basis: notice?.basis ?? null,
      notedAt: textOf(notice?.notedAt ?? null),
      notedBy: notice?.notedBy ?? null,
    };
  };
  /** Administrators note it of everybody, others of those whose figures they see. */
  const keyFor = async (who: Identity, { collection, id }: z.output<typeof person>) => {
    const type = collections[collection];
    const key = await recordKey(database, type, id);
    if (!who.roles.includes('administrator'))
      await readAs(who, (session) => assertReadable(session, key, { type, id }));
    return key;
  };

  api.openapi(getOwn, async (context) => context.json(await own(identityOf(context).login), 200));
  api.openapi(postOwn, async (context) => {
    const { version } = context.req.valid('json');
    if (version !== noticeVersion) throw noticeChanged(version);
    const who = identityOf(context);
    const now = clock();
    await database.transaction(async (session) => {
      if (!(await noteRead(session, who.login, now))) return;
      const details = { noticeVersion };
      await audit(session, { at: now, actor: who, action: 'notice_read', details });
    });
    return context.json(await own(who.login), 200);
  });
  api.openapi(getPerson, async (context) => {
    const key = await keyFor(identityOf(context), context.req.valid('param'));
    return context.json(await noted(key), 200);
  });
  api.openapi(putPerson, async (context) => {
    const who = identityOf(context);
    const { toldAt, basis } = context.req.valid('json');
    const now = clock();
    const key = await keyFor(who, context.req.valid('param'));
    if (Date.parse(toldAt) > now) throw notYetTold(toldAt);
    await database.transaction(async (session) => {
      const told = { toldAt: Date.parse(toldAt), basis: basis.trim(), by: who.login, now };
      await notePerson(session, key, told);
      await audit(session, {
        at: now,
        actor: who,
        action: 'person_told',
        object: { entity: key },
      });
    });
    return context.json(await noted(key), 200);
  });
}

function textOf(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}

function notYetTold(toldAt: string): Problem {
  return new Problem({
    code: 'request_invalid',
    message: 'Nobody has been told yet at an instant that is to come.',
    field: 'toldAt',
    value: toldAt,
    hint: 'an instant that is not in the future',
  });
}
