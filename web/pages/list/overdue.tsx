import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { ListRow } from '../../../src/contract/list.ts';
import { dayOf } from '../../days.ts';

/** Whether a deal should have been closed before an instant (ISO) and is open still. */
export function isOverdue({ record }: ListRow, now: string, timeZone: string): boolean {
  const { estimatedCloseDate: on, status } = record;
  return on !== null && status === 'open' && on < dayOf(Date.parse(now), timeZone);
}

export const overdueWord = msg`overdue`;

/** In front of the day. */
export function OverdueSign() {
  const { i18n } = useLingui();
  return (
    <svg width="12" height="12" role="img" aria-label={i18n._(overdueWord)}>
      <path
        d="M6 1.2 11.3 10.8H.7ZM6 4.6v3M6 9v.6"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.2"
        strokeLinejoin="round"
      />
    </svg>
  );
}
