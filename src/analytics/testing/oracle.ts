import type { Bundle } from '../../model/bundle.ts';
import type { RecordRef } from '../../model/entities.ts';
import type { Seen, World } from './oracle-activities.ts';
import { activitiesInOrder, participantsLeft, reasonsOf, worldOf } from './oracle-activities.ts';
import { figures } from './oracle-figures.ts';
import { accountHealth, recordHealth } from './oracle-health.ts';
import { recordsOf } from './oracle-records.ts';

/**
 * A second, independent implementation of what the product computes: written from the text of the specification alone,
 * plain and slow, everything from scratch for every instant. It exists to be compared with `analyze`; where the two
 * differ, one of them has misread the text. Nothing but tests may import it, and it imports nothing of the core.
 */
export function oracle(
  bundle: Bundle,
  question: { readonly asOf: number; readonly days: number },
): OracleAnswer {
  const world = worldOf(bundle);
  const seen = seenAt(world, question.asOf);
  return {
    records: listed(bundle, question.asOf).map((record) => ({
      type: record.type,
      id: record.id,
      ...figures(world, of(seen, record), question),
      health:
        record.type === 'account'
          ? accountHealth(world, record.id, { asOf: question.asOf, seenAt, listed })
          : recordHealth(world, record, { asOf: question.asOf, seenAt, listed }),
    })),
    ledger: seen.map(({ activity, reason, records }) => ({
      id: activity.id,
      counted: reason === null,
      reason,
      records: records.map(({ type, id }) => `${type}:${id}`).sort(),
    })),
  };
}

export type OracleAnswer = {
  readonly records: readonly (RecordRef & Readonly<Record<string, unknown>>)[];
  readonly ledger: readonly {
    readonly id: string;
    readonly counted: boolean;
    readonly reason: string | null;
    readonly records: readonly string[];
  }[];
};

/** Every activity as it looks at one instant: why it does not count, who takes part, and whose it is. */
export function seenAt(world: World, asOf: number): readonly Seen[] {
  return activitiesInOrder(world.bundle.activities).map((activity) => {
    const reasons = reasonsOf(world, activity, asOf);
    return {
      activity,
      reasons,
      reason: reasons[0] ?? null,
      participants: participantsLeft(world, activity),
      records: recordsOf(world, activity),
    };
  });
}

/** The activities among `seen` that belong to the record. */
export function of(seen: readonly Seen[], record: RecordRef): readonly Seen[] {
  return seen.filter(({ records }) =>
    records.some(({ type, id }) => type === record.type && id === record.id),
  );
}

/** The records that have analytics at the instant: nobody who opted out, nothing that was created later. */
export function listed(bundle: Bundle, asOf: number): readonly RecordRef[] {
  const existed = ({ createdAt }: { readonly createdAt: number | null }) =>
    createdAt === null || createdAt <= asOf;
  return [
    ...bundle.accounts.map(({ id }) => ({ type: 'account' as const, id })),
    ...bundle.contacts
      .filter((contact) => !contact.analyticsOptOut)
      .map(({ id }) => ({ type: 'contact' as const, id })),
    ...bundle.leads
      .filter((lead) => !lead.analyticsOptOut && existed(lead))
      .map(({ id }) => ({ type: 'lead' as const, id })),
    ...bundle.opportunities.filter(existed).map(({ id }) => ({ type: 'opportunity' as const, id })),
  ];
}
