import type { Item } from '../../model/bundle.ts';

/** How the text of a cell becomes the value of a field. */
export const fieldKinds = [
  'text',
  'list',
  'address',
  'addresses',
  'domains',
  /** A day without a time is its first moment … */
  'instant',
  /** … or its last … */
  'end',
  /** … and so is midnight, where it is when a deal closed: it is open until the end of that day. */
  'close',
  'day',
  'number',
  'minutes',
  'boolean',
] as const;
export type FieldKind = (typeof fieldKinds)[number];

/** The things a table can hold one of per row. */
export type RowType = Exclude<Item['type'], 'organization' | 'settings'>;

const person = { id: 'text', name: 'text', emails: 'addresses', phones: 'list' } as const;
const consent = { analyticsOptOut: 'boolean', followEmail: 'text' } as const;

/** Every field that a table can fill, in the words of the bundle; nested ones with a dot. `custom.*` comes on top. */
export const fieldsOf: Readonly<Record<RowType, Readonly<Record<string, FieldKind>>>> = {
  user: {
    ...person,
    role: 'text',
    managerId: 'text',
    teamIds: 'list',
    active: 'boolean',
    timeZone: 'text',
    analyticsOptOut: 'boolean',
  },
  team: { id: 'text', name: 'text' },
  account: {
    id: 'text',
    name: 'text',
    ownerId: 'text',
    primaryContactId: 'text',
    parentAccountId: 'text',
    website: 'text',
    domains: 'domains',
    industry: 'text',
    createdAt: 'instant',
  },
  contact: {
    ...person,
    ...consent,
    accountId: 'text',
    ownerId: 'text',
    jobTitle: 'text',
    timeZone: 'text',
  },
  lead: {
    ...person,
    ...consent,
    topic: 'text',
    company: 'text',
    ownerId: 'text',
    stakeholderIds: 'list',
    status: 'text',
    createdAt: 'instant',
    closedAt: 'close',
    'qualifiedTo.contactId': 'text',
    'qualifiedTo.opportunityId': 'text',
  },
  opportunity: {
    id: 'text',
    name: 'text',
    accountId: 'text',
    contactId: 'text',
    ownerId: 'text',
    teamIds: 'list',
    stakeholderIds: 'list',
    status: 'text',
    stage: 'text',
    estimatedValue: 'number',
    actualValue: 'number',
    currency: 'text',
    estimatedCloseDate: 'day',
    createdAt: 'instant',
    closedAt: 'close',
    source: 'text',
    dealType: 'text',
  },
  activity: {
    id: 'text',
    kind: 'text',
    status: 'text',
    subject: 'text',
    startsAt: 'instant',
    endsAt: 'end',
    durationMinutes: 'minutes',
    'regarding.type': 'text',
    'regarding.id': 'text',
    sensitivity: 'text',
    override: 'text',
    from: 'address',
    to: 'addresses',
    cc: 'addresses',
    bcc: 'addresses',
    messageId: 'text',
    inReplyTo: 'text',
    references: 'list',
    threadId: 'text',
    organizer: 'address',
    required: 'addresses',
    optional: 'addresses',
    icalUid: 'text',
    allDay: 'boolean',
    direction: 'text',
  },
};

/** How a field of a type is read; null when the type has no such field. */
export function kindOf(type: RowType, field: string): FieldKind | null {
  const own = fieldsOf[type];
  if (Object.hasOwn(own, field)) return own[field] ?? null;
  const hasCustom = type === 'account' || type === 'opportunity';
  return hasCustom && /^custom\..+/.test(field) ? 'text' : null;
}

/** Whether a field holds several values. */
export function isList(kind: FieldKind): boolean {
  return kind === 'list' || kind === 'addresses' || kind === 'domains';
}
