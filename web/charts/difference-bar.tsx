type Props = {
  /** −1…1 */
  readonly difference: number;
};

/** A bar from the middle: to the right and filled for more, to the left and outlined for less. */
export function DifferenceBar({ difference }: Props) {
  const share = Math.max(-1, Math.min(1, difference)) * 50;
  const isMore = share >= 0;
  return (
    <svg width="100%" height="12" aria-hidden="true" focusable="false" display="block">
      <line x1="50%" x2="50%" y1="0" y2="12" stroke="var(--chartGrid)" strokeWidth="1.4" />
      {Math.abs(share) >= 0.2 && (
        <rect
          x={isMore ? '50%' : `${50 + share}%`}
          y="1.5"
          width={`${Math.abs(share)}%`}
          height="9"
          rx="2.6"
          fill={isMore ? 'var(--gradeGood)' : 'var(--gradePoor)'}
          fillOpacity={isMore ? 1 : 0.28}
          stroke={isMore ? 'var(--gradeGood)' : 'var(--gradePoor)'}
          strokeWidth="1.4"
        />
      )}
    </svg>
  );
}
