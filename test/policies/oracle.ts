/**
 * What a person may see, in plain code, from the bundle alone: written from the text (spec §15), without a look at the
 * policies. Rows are named by ids: `account`, `contact` … by the id, others as `visible.ts` names them.
 */

import { analyze } from '../../src/analytics/analyze.ts';
import { addressesOf } from '../../src/analytics/participants.ts';
import type { Activity } from '../../src/model/activity.ts';
import type { Login, World } from './world.ts';

/** By table, the rows that the login may read. Tables that are not named show nothing. */
export type Visible = ReadonlyMap<string, ReadonlySet<string>>;

/** Answers what each login sees; null is somebody who has not signed in. */
export function oracleOf(world: World, asOf: number): (login: Login | null) => Visible {
  const { bundle } = world;
  const belongings = new Map(
    analyze(bundle, { asOf, days: 60 }).ledger.map(({ id, records }) => [id, records]),
  );
  const records = [
    ...bundle.accounts.map((value) => ({ ref: `account:${value.id}`, ...value })),
    ...bundle.contacts.map((value) => ({ ref: `contact:${value.id}`, ...value })),
    ...bundle.leads.map((value) => ({ ref: `lead:${value.id}`, ...value })),
    ...bundle.opportunities.map((value) => ({ ref: `opportunity:${value.id}`, ...value })),
  ];
  const userOf = new Map(
    bundle.users.flatMap(({ id, emails }) => emails.map((email) => [email, id] as const)),
  );
  const readersOf = (activity: Activity) =>
    Array.from(addressesOf(activity), ([, address]) => userOf.get(address)).filter(
      (id) => id !== undefined,
    );
  const addressOwners = [
    ...bundle.users.flatMap(({ id, emails }) => emails.map((email) => [email, `user:${id}`])),
    ...bundle.contacts.flatMap(({ id, emails }) => emails.map((email) => [email, `contact:${id}`])),
    ...bundle.leads.flatMap(({ id, emails }) => emails.map((email) => [email, `lead:${id}`])),
  ];

  return (login) => {
    if (login === null) return new Map();
    if (!login.active) return new Map([['login', new Set([login.email])]]);
    const has = (role: Login['roles'][number]) => login.roles.includes(role);
    const me = login.userId;
    const everything = has('operations');
    const people = peopleOf(world, login);
    const members = new Set([
      ...[...people].map((id) => `user:${id}`),
      ...bundle.users
        .filter(({ id }) => people.has(id))
        .flatMap(({ teamIds }) => teamIds.map((id) => `team:${id}`)),
    ]);
    const isTheirs = ({
      ref,
      ownerId,
      ...rest
    }: {
      readonly ref: string;
      readonly ownerId: string | null;
      readonly teamIds?: readonly string[];
    }) =>
      [ownerId, ...(rest.teamIds ?? [])].some((id) => id !== null && members.has(`user:${id}`)) ||
      world.recordShares.some(
        ({ type, id, userId }) => `${type}:${id}` === ref && members.has(`user:${userId}`),
      );
    const mine = new Set(records.filter(isTheirs).map(({ ref }) => ref));
    const figures = new Set(records.map(({ ref }) => ref).filter((r) => everything || mine.has(r)));

    const deals = bundle.opportunities.filter(({ id }) => figures.has(`opportunity:${id}`));
    const leads = bundle.leads.filter(({ id }) => figures.has(`lead:${id}`));
    const namedContacts = new Set([
      ...deals.flatMap(({ contactId, stakeholderIds }) => [contactId, ...stakeholderIds]),
      ...leads.flatMap(({ stakeholderIds }) => stakeholderIds),
    ]);
    const contacts = bundle.contacts.filter(
      ({ id, accountId }) =>
        figures.has(`contact:${id}`) || mine.has(`account:${accountId}`) || namedContacts.has(id),
    );
    const namedAccounts = new Set([...deals, ...contacts].map(({ accountId }) => accountId));
    const accounts = bundle.accounts.filter(
      ({ id }) => figures.has(`account:${id}`) || namedAccounts.has(id),
    );

    const belongsToTheirs = ({ id }: Activity) =>
      (belongings.get(id) ?? []).some((ref) => figures.has(ref));
    const reads = (activity: Activity) => me !== null && readersOf(activity).includes(me);
    const isShown = ({ id, regarding }: Activity) =>
      me !== null &&
      regarding !== null &&
      world.activityShares.some(({ activityId }) => activityId === id) &&
      records.some(
        ({ ref, ownerId }) =>
          ref === `${regarding.type}:${regarding.id}` &&
          ownerId === me &&
          members.has(`user:${me}`),
      );
    const facts = bundle.activities.filter(
      (activity) => everything || belongsToTheirs(activity) || reads(activity),
    );
    const activities = bundle.activities.filter(
      (activity) => reads(activity) || (isShown(activity) && facts.includes(activity)),
    );
    const addresses = new Set(
      activities.flatMap((activity) => Array.from(addressesOf(activity), ([, address]) => address)),
    );
    // rows.ts: every account is in the news; where it ends in 3, the first account too.
    const matches = accounts.flatMap(({ id }) => [
      { item: id, account: id },
      ...(id === 'account-0' ? bundle.accounts : [])
        .filter((other) => other.id.endsWith('3'))
        .map((other) => ({ item: other.id, account: id })),
    ]);
    const refs = (type: string, things: readonly { readonly id: string }[]) =>
      things.map(({ id }) => `${type}:${id}`);

    return new Map<string, ReadonlySet<string>>([
      ['organization', new Set(['true'])],
      ['refresh_day', new Set(['true'])],
      ['source', new Set(['test'])],
      ['app_user', new Set(refs('user', bundle.users))],
      ['team', new Set(refs('team', bundle.teams))],
      ['login', new Set([login.email])],
      ['import_reject', new Set(has('administrator') ? ['a place'] : [])],
      ['record_member', memberRows(world, members)],
      ['record_analytics', figures],
      ['record_signal', figures],
      ['deal_likeness', new Set([login.email])],
      ['insight_card', new Set([login.email])],
      ['card_preference', new Set([login.email])],
      [
        'activity_record',
        new Set(
          bundle.activities.flatMap(({ id }) =>
            (belongings.get(id) ?? []).filter((r) => figures.has(r)).map((r) => `${id} ${r}`),
          ),
        ),
      ],
      ['fact', new Set(facts.map(({ id }) => id))],
      ['opportunity', new Set(refs('opportunity', deals))],
      ['lead', new Set(refs('lead', leads))],
      ['contact', new Set(refs('contact', contacts))],
      ['account', new Set(refs('account', accounts))],
      [
        'entity',
        new Set([
          ...refs('user', bundle.users),
          ...refs('team', bundle.teams),
          ...refs('opportunity', deals),
          ...refs('lead', leads),
          ...refs('contact', contacts),
          ...refs('account', accounts),
        ]),
      ],
      ['activity', new Set(activities.map(({ id }) => id))],
      [
        'participant',
        new Set(
          activities.flatMap((activity) =>
            Array.from(addressesOf(activity), (_, place) => `${activity.id} ${place}`),
          ),
        ),
      ],
      ['address', addresses],
      [
        'owned_address',
        new Set(
          addressOwners
            .filter(([address = '']) => addresses.has(address))
            .map(([address, ref]) => `${address} ${ref}`),
        ),
      ],
      [
        'introduction',
        new Set(
          world.introductions
            .filter(
              (one) =>
                isBetween(one, me) ||
                figures.has(refOf(one.person)) ||
                bundle.contacts.some(
                  ({ id, accountId }) =>
                    refOf(one.person) === `contact:${id}` && mine.has(`account:${accountId}`),
                ),
            )
            .map(({ person }) => refOf(person)),
        ),
      ],
      [
        'introduction_text',
        new Set(world.introductions.filter((one) => isBetween(one, me)).map(({ text }) => text)),
      ],
      [
        'activity_share',
        new Set(
          world.activityShares
            .filter(({ activityId }) => facts.some(({ id }) => id === activityId))
            .map(({ activityId, userId }) => `${activityId} user:${userId}`),
        ),
      ],
      ['news_feed', new Set(has('administrator') ? ['own'] : [])],
      ['news_item', new Set(matches.map(({ item }) => item))],
      ['news_match', new Set(matches.map(({ item, account }) => `${item} account:${account}`))],
      ['news_rejection', new Set(refs('account', accounts))],
    ]);
  };
}

function refOf({ type, id }: World['introductions'][number]['person']): string {
  return `${type}:${id}`;
}

function isBetween(
  { askerId, askedId }: World['introductions'][number],
  me: string | null,
): boolean {
  return askerId === me || askedId === me;
}

/** The person alone; of a manager also everybody below, however deep. */
function peopleOf({ bundle }: World, { roles, userId }: Login): ReadonlySet<string> {
  const sees = roles.some((role) => role !== 'operations');
  const people = new Set<string>(sees && userId !== null ? [userId] : []);
  if (!roles.includes('manager')) return people;
  for (let before = -1; before !== people.size; ) {
    before = people.size;
    for (const { id, managerId } of bundle.users)
      if (managerId !== null && people.has(managerId)) people.add(id);
  }
  return people;
}

function memberRows({ bundle, recordShares }: World, members: ReadonlySet<string>): Set<string> {
  const owned = (type: string, things: readonly { id: string; ownerId: string | null }[]) =>
    things.flatMap(({ id, ownerId }) =>
      ownerId === null ? [] : [{ member: `user:${ownerId}`, row: `${type}:${id} owner` }],
    );
  const rows = [
    ...owned('account', bundle.accounts),
    ...owned('contact', bundle.contacts),
    ...owned('lead', bundle.leads),
    ...owned('opportunity', bundle.opportunities),
    ...bundle.opportunities.flatMap(({ id, teamIds }) =>
      teamIds.map((user) => ({ member: `user:${user}`, row: `opportunity:${id} team` })),
    ),
    ...recordShares.map(({ type, id, userId }) => ({
      member: `user:${userId}`,
      row: `${type}:${id} share`,
    })),
  ];
  return new Set(
    rows.filter(({ member }) => members.has(member)).map(({ member, row }) => `${member} ${row}`),
  );
}
