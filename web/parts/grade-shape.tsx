import type { Grade } from '../../src/model/vocabulary.ts';

type Props = { readonly grade: Grade | null; readonly size?: number };

/** A grade as a shape of its own, so that it does not rest on colour: star, circle, triangle, diamond; none: a ring. */
export function GradeShape({ grade, size = 12 }: Props) {
  return (
    <svg width={size} height={size} viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      <Shape grade={grade} />
    </svg>
  );
}

/** The colour of a grade, as a CSS variable. */
export const gradeColours = {
  excellent: 'var(--gradeExcellent)',
  good: 'var(--gradeGood)',
  fair: 'var(--gradeFair)',
  poor: 'var(--gradePoor)',
} as const satisfies Readonly<Record<Grade, string>>;

function Shape({ grade }: { readonly grade: Grade | null }) {
  switch (grade) {
    case 'excellent':
      return (
        <path
          fill={gradeColours.excellent}
          d="M6 .4 7.6 4l3.9.4-2.9 2.6.8 3.9L6 8.9l-3.4 2 .8-3.9L.5 4.4 4.4 4Z"
        />
      );
    case 'good':
      return <circle cx="6" cy="6" r="5" fill={gradeColours.good} />;
    case 'fair':
      return <path d="M6 1 11.4 10.6H.6Z" fill={gradeColours.fair} />;
    case 'poor':
      return <path d="M6 .4 11.6 6 6 11.6.4 6Z" fill={gradeColours.poor} />;
    case null:
      return (
        <circle cx="6" cy="6" r="4.4" fill="none" stroke="var(--gradeNone)" strokeWidth="1.4" />
      );
  }
}
