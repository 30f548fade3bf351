type Props = {
  readonly own: number | null;
  readonly lowerQuartile: number | null;
  readonly median: number | null;
  readonly upperQuartile: number | null;
  /** Where the drawing ends; left out: a little beyond the largest. */
  readonly most?: number;
};

/** One value of ours as a diamond beside the middle half of others as a box, with their median as a line. */
export function QuartilePlot({ own, lowerQuartile, median, upperQuartile, most }: Props) {
  const largest = Math.max(own ?? 0, upperQuartile ?? 0);
  const end = most ?? (largest === 0 ? 1 : largest * 1.08);
  const at = (value: number) => 5 + Math.max(0, Math.min(1, value / end)) * 90;
  return (
    <svg
      width="100%"
      height="16"
      aria-hidden="true"
      focusable="false"
      display="block"
      direction="ltr"
    >
      <line x1="5%" x2="95%" y1="8" y2="8" stroke="var(--chartGrid)" strokeWidth="1.4" />
      {lowerQuartile !== null && median !== null && upperQuartile !== null && (
        <>
          <rect
            x={`${at(lowerQuartile)}%`}
            y="3"
            width={`${Math.max(0.8, at(upperQuartile) - at(lowerQuartile))}%`}
            height="10"
            rx="2.6"
            fill="var(--kindEmailSoft)"
            stroke="var(--kindEmail)"
            strokeWidth="1"
          />
          <line
            x1={`${at(median)}%`}
            x2={`${at(median)}%`}
            y1="1.5"
            y2="14.5"
            stroke="var(--kindEmail)"
            strokeWidth="2"
          />
        </>
      )}
      {own !== null && (
        <svg x={`${at(own)}%`} y="8" overflow="visible" aria-hidden="true">
          <path d="M0-6 6 0 0 6-6 0Z" fill="var(--gradeFair)" stroke="var(--cardBackground)" />
        </svg>
      )}
    </svg>
  );
}
