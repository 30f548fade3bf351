import { organization, settings, teams, users } from './company.ts';
import type { Call } from './happenings.ts';
import type { World } from './world.ts';

/** What the CRM exports: the organisation, its records, and the calls and tasks that people noted there, as a bundle. */
export function companyOf(world: World): Readonly<Record<string, unknown>> {
  const { today, language, customers, opportunities, leads, calls } = world;
  return {
    organization: organization(language),
    settings: settings(today),
    users: users().map(told),
    teams: teams(language),
    accounts: customers.map(({ account }) => told(account)),
    contacts: customers.flatMap(({ contacts }) => contacts.map(told)),
    leads: leads.map(told),
    opportunities: opportunities.map(told),
    activities: calls.map(activityOf),
  };
}

/** A record as the bundle writes it: instants in ISO 8601, nothing that is not known. */
function told(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(record)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [key, key.endsWith('At') ? instant(Number(value)) : value]),
  );
}

function activityOf(call: Call): Readonly<Record<string, unknown>> {
  const isCall = call.kind === 'phonecall';
  const address = isCall ? 'phone' : 'address';
  return told({
    id: call.id,
    kind: call.kind,
    status: call.status,
    subject: call.subject,
    startsAt: call.at,
    durationMinutes: call.minutes,
    from: call.from[address],
    to: call.to.map((person) => person[address]),
    direction: isCall ? (call.outgoing ? 'outgoing' : 'incoming') : null,
    regarding: call.regarding,
    override: call.override,
  });
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
