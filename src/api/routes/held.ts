import { createRoute, z } from '@hono/zod-openapi';
import { audit } from '../../audit/record.ts';
import {
  type HeldSection,
  heldCsvQuerySchema,
  heldSections,
  peopleCollectionSchema,
  peopleCollections,
} from '../../contract/rights.ts';
import type { Database } from '../../db/pool.ts';
import { Problem } from '../../model/problem.ts';
import { heldSection } from '../../rights/held.ts';
import type { Held } from '../../rights/held-rows.ts';
import { type PersonRef, personKey } from '../../rights/person.ts';
import { csvResponse, downloadResponse } from '../csv.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { problem } from '../described.ts';
import { type Api, allowed, identityOf, inPerson } from '../gate.ts';

const params = z.object({ collection: peopleCollectionSchema, id: z.string() });
const notFound = problem('There is nobody with this id');
const document = {
  200: {
    description: 'A JSON document with a list of rows for each section',
  },
  404: notFound,
};
const table = {
  200: { description: 'A table', content: { 'text/csv': { schema: z.string() } } },
  404: notFound,
};
const administrators = allowed(['administrator'], 'administer', inPerson);
const oneself = allowed('members', 'read', inPerson);

const routes = {
  document: createRoute({
    method: 'get',
    path: '/api/v1/{collection}/{id}/export',
    summary: 'Everything that is held on a contact, lead or user',
    description:
      'With every figure and how it came about. Of others who took part in the same activities it says how many they were, and no more. What is exported is written down in the audit log.',
    request: { params },
    ...administrators,
    responses: document,
  }),
  table: createRoute({
    method: 'get',
    path: '/api/v1/{collection}/{id}/export.csv',
    summary: 'One section of what is held on a contact, lead or user, as a table',
    request: { params, query: heldCsvQuerySchema },
    ...administrators,
    responses: table,
  }),
  ownDocument: createRoute({
    method: 'get',
    path: '/api/v1/me/export',
    summary: 'Everything that is held on oneself',
    ...oneself,
    responses: document,
  }),
  ownTable: createRoute({
    method: 'get',
    path: '/api/v1/me/export.csv',
    summary: 'One section of what is held on oneself, as a table',
    request: { query: heldCsvQuerySchema },
    ...oneself,
    responses: table,
  }),
};

/** GET /api/v1/{contacts|leads|users}/{id}/export, /api/v1/me/export, and both with .csv?section=. */
export function heldRoutes(api: Api, { database, clock }: ApiDependencies): void {
  const found = async (person: PersonRef, who: ReturnType<typeof identityOf>, form: string) => {
    const held = { ...person, key: await personKey(database, person) };
    await database.transaction((session) =>
      audit(session, {
        at: clock(),
        actor: who,
        action: 'exported',
        object: { entity: held.key },
        details: { form },
      }),
    );
    return held;
  };
  api.openapi(routes.ownDocument, async (context) => {
    const who = identityOf(context);
    return documentOf(database, await found(ownPerson(who), who, 'json'), clock());
  });
  api.openapi(routes.ownTable, async (context) => {
    const who = identityOf(context);
    const { section } = context.req.valid('query');
    return tableOf(database, await found(ownPerson(who), who, section), { section, asOf: clock() });
  });
  api.openapi(routes.document, async (context) => {
    const { collection, id } = context.req.valid('param');
    const person = { type: peopleCollections[collection], id };
    return documentOf(database, await found(person, identityOf(context), 'json'), clock());
  });
  api.openapi(routes.table, async (context) => {
    const { collection, id } = context.req.valid('param');
    const { section } = context.req.valid('query');
    const person = { type: peopleCollections[collection], id };
    const held = await found(person, identityOf(context), section);
    return tableOf(database, held, { section, asOf: clock() });
  });
}

function documentOf(database: Database, held: Held, asOf: number): Response {
  const pieces = async function* () {
    yield `{"asOf":${JSON.stringify(new Date(asOf).toISOString())}`;
    for (const section of heldSections) {
      let separator = '';
      yield `,\n${JSON.stringify(section)}:[`;
      for await (const rows of heldSection(database, held, { section, asOf })) {
        for (const row of rows) {
          yield `${separator}\n${JSON.stringify(row)}`;
          separator = ',';
        }
      }
      yield ']';
    }
    yield '}\n';
  };
  return downloadResponse(`${held.type}.json`, 'application/json', pieces());
}

/** The heading is that of the first row: every row of a section has the same fields. */
async function tableOf(
  database: Database,
  held: Held,
  which: { readonly section: HeldSection; readonly asOf: number },
): Promise<Response> {
  const pages = heldSection(database, held, which);
  const first = await pages.next();
  const heading = Object.keys(first.value?.[0] ?? {});
  const lines = async function* () {
    if (first.done === true) return;
    yield first.value.map((row) => heading.map((name) => row[name] ?? null));
    for await (const rows of pages)
      yield rows.map((row) => heading.map((name) => row[name] ?? null));
  };
  return csvResponse(`${held.type}-${which.section}`, heading, lines());
}

function ownPerson({ user }: ReturnType<typeof identityOf>): PersonRef {
  if (user !== null) return { type: 'user', id: user.id };
  throw new Problem({
    code: 'user_unknown',
    message: 'You are nobody in the CRM, so nothing is held on you but your login.',
    field: 'user',
    hint: 'An administrator can say who you are there.',
  });
}
