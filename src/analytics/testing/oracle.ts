import type { Bundle } from '../../model/bundle.ts';
import type { RecordRef } from '../../model/entities.ts';
import { figures } from './oracle-figures.ts';
import { accountHealth, recordHealth } from './oracle-health.ts';
import { type Moment, momentAt } from './oracle-moment.ts';
import { worldOf } from './oracle-people.ts';
import { listed } from './oracle-records.ts';

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
  const now = momentAt(world, question.asOf);
  const before = momentAt(world, question.asOf - 30 * 24 * 3_600_000);
  return {
    records: listed(bundle, question.asOf).map((record) => ({
      type: record.type,
      id: record.id,
      ...figures(world, activitiesOf(now, record), { moment: now, days: question.days }),
      health:
        record.type === 'account'
          ? accountHealth(world, record.id, { now, before })
          : recordHealth(world, record, { now, before }),
    })),
    ledger: now.seen.map(({ activity, reason, records }) => ({
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

function activitiesOf({ seen }: Moment, record: RecordRef) {
  return seen.filter(({ records }) =>
    records.some(({ type, id }) => type === record.type && id === record.id),
  );
}
