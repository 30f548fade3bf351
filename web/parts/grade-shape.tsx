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

/** The shapes in a box of 12 by 12, for SVG and for a canvas. */
export const gradePaths = {
  excellent: 'M6 .4 7.6 4l3.9.4-2.9 2.6.8 3.9L6 8.9l-3.4 2 .8-3.9L.5 4.4 4.4 4Z',
  good: 'M1 6a5 5 0 1 0 10 0A5 5 0 1 0 1 6Z',
  fair: 'M6 1 11.4 10.6H.6Z',
  poor: 'M6 .4 11.6 6 6 11.6.4 6Z',
} as const satisfies Readonly<Record<Grade, string>>;

function Shape({ grade }: { readonly grade: Grade | null }) {
  if (grade === null) {
    return <circle cx="6" cy="6" r="4.4" fill="none" stroke="var(--gradeNone)" strokeWidth="1.4" />;
  }
  return <path fill={gradeColours[grade]} d={gradePaths[grade]} />;
}
