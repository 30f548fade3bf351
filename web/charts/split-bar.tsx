import type { TurnState } from '../../src/contract/response.ts';
import type { Side } from '../../src/model/vocabulary.ts';
import { paintOf } from './series.ts';

/** Parts of a whole as parts of one bar. The figures stand beside it as text. */

export type Paint = { readonly fill: string; readonly stroke: string };

/** What turns that one side was to answer are painted with, by what became of them. */
export function turnPaints(side: Side): Readonly<Record<TurnState, Paint>> {
  return {
    answered: paintOf({ kind: 'email', side }),
    unanswered: { fill: 'none', stroke: 'var(--gradePoor)' },
    pending: { fill: 'none', stroke: 'var(--gradeFair)' },
    closing: { fill: 'var(--chartGrid)', stroke: 'var(--gradeNone)' },
  };
}

type Props = {
  readonly parts: readonly (Paint & { readonly key: string; readonly count: number })[];
};

/** Nothing without any. */
export function SplitBar({ parts }: Props) {
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  let from = 0;
  return (
    <svg width="100%" height="12" aria-hidden="true" focusable="false">
      {parts.map(({ key, count, fill, stroke }) => {
        const [start, share] = [(from / total) * 100, (count / total) * 100];
        from += count;
        return count === 0 ? null : (
          <rect
            key={key}
            y="1"
            height="10"
            rx="3"
            fill={fill}
            stroke={stroke}
            strokeWidth="1.4"
            style={{ x: `calc(${start}% + 1px)`, width: `calc(${share}% - 3px)` }}
          />
        );
      })}
    </svg>
  );
}

/** The paint of a part beside its name. */
export function Sample({ fill, stroke }: Paint) {
  return (
    <svg width="11" height="11" aria-hidden="true" focusable="false">
      <rect x="1" y="1" width="9" height="9" rx="2" fill={fill} stroke={stroke} strokeWidth="1.4" />
    </svg>
  );
}
