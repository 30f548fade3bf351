import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundleItems, goldenBundle } from '../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import {
  byReference,
  importItems,
  settle,
  storedFigures,
  testNow,
} from '../../test/support/figures.ts';
import { analyze } from '../analytics/analyze.ts';
import type { Bundle } from '../model/bundle.ts';

const bundle = await goldenBundle('random-1');
const question = { asOf: testNow, days: 60 };
const [firstContact, secondContact] = bundle.contacts;
const [firstDeal] = bundle.opportunities;
if (firstContact === undefined || secondContact === undefined || firstDeal === undefined)
  throw new Error('The bundle has too few records for these tests.');

/** Changes of the CRM, each as the bundle after it. */
const changes: Readonly<Record<string, (before: Bundle) => Bundle>> = {
  'a contact gets the address of another one': (before) => ({
    ...before,
    contacts: before.contacts.map((contact) =>
      contact.id === firstContact.id
        ? { ...contact, emails: [...contact.emails, ...secondContact.emails] }
        : contact,
    ),
  }),
  'a contact loses its addresses': (before) => ({
    ...before,
    contacts: before.contacts.map((contact) =>
      contact.id === firstContact.id ? { ...contact, emails: [], phones: [] } : contact,
    ),
  }),
  'a contact moves to another account': (before) => ({
    ...before,
    contacts: before.contacts.map((contact) =>
      contact.id === firstContact.id ? { ...contact, accountId: 'a3' } : contact,
    ),
  }),
  'a contact opts out': (before) => ({
    ...before,
    contacts: before.contacts.map((contact) =>
      contact.id === firstContact.id ? { ...contact, analyticsOptOut: true } : contact,
    ),
  }),
  'a deal gets another team, contact and stakeholders': (before) => ({
    ...before,
    opportunities: before.opportunities.map((deal) =>
      deal.id === firstDeal.id
        ? { ...deal, teamIds: ['u1', 'u2'], contactId: 'c20', stakeholderIds: ['c10', 'c22'] }
        : deal,
    ),
  }),
  'a deal begins earlier': (before) => ({
    ...before,
    opportunities: before.opportunities.map((deal) => ({ ...deal, createdAt: null })),
  }),
  'an account gets another primary contact': (before) => ({
    ...before,
    accounts: before.accounts.map((account) => ({ ...account, primaryContactId: 'c22' })),
  }),
  'a lead goes to another owner': (before) => ({
    ...before,
    leads: before.leads.map((lead) => ({ ...lead, ownerId: 'u0', stakeholderIds: ['c10'] })),
  }),
  'a domain becomes ours': (before) => ({
    ...before,
    organization: { ...before.organization, domains: ['us.example', 'else.example'] },
  }),
  'the organisation moves to another zone': (before) => ({
    ...before,
    organization: { ...before.organization, timeZone: 'America/Los_Angeles' },
  }),
  'a rule leaves a domain and a subject out': (before) => ({
    ...before,
    settings: {
      ...before.settings,
      massThreshold: 1,
      exclusions: { addresses: [], domains: ['client2.example'], subjects: ['subject 1'] },
    },
  }),
  'an activity is canceled and another one overruled': (before) => ({
    ...before,
    activities: before.activities.map((activity, place) => ({
      ...activity,
      status: place === 3 ? 'canceled' : activity.status,
      override: place === 5 ? 'exclude' : activity.override,
    })),
  }),
  'an email turns out to answer another one': (before) => ({
    ...before,
    activities: before.activities.map((activity) =>
      activity.kind === 'email' ? { ...activity, inReplyTo: null, references: [] } : activity,
    ),
  }),
};

describe('a change in the CRM', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await testDatabase();
    await importItems(database.db, bundleItems(bundle), { size: 500 });
    await settle(database.db);
  });
  afterEach(() => database.close());

  it.each(Object.keys(changes))('gives the figures of the changed bundle: %s', async (name) => {
    const after = changes[name]?.(bundle) ?? bundle;
    const expected = byReference(analyze(after, question).records);
    expect(expected).not.toEqual(byReference(analyze(bundle, question).records));
    await importItems(database.db, bundleItems(after), { size: 500 });
    await settle(database.db);
    expect(await storedFigures(database.db, question)).toEqual(expected);
  });
});
