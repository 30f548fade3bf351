import type { Grade } from '../../../src/model/vocabulary.ts';
import { gradeColours } from '../../parts/grade-shape.tsx';

/** The size of the picture, in pixels. */
const sparkSize = { width: 72, height: 22 } as const;

const [left, right, top, bottom] = [1, sparkSize.width - 4, 2, sparkSize.height - 2];

type Props = { readonly scores: readonly (number | null)[]; readonly grade: Grade | null };

/** Scores over time as a line, with a dot in the colour of the grade at its end; weeks without a score are gaps. */
export function Sparkline({ scores, grade }: Props) {
  const last = scores.at(-1) ?? null;
  return (
    <svg
      width={sparkSize.width}
      height={sparkSize.height}
      style={{ verticalAlign: 'middle' }}
      aria-hidden="true"
      focusable="false"
    >
      <path
        d={`M${left} ${yOf(50)}H${right}`}
        stroke="var(--chartGrid)"
        strokeWidth="1"
        strokeDasharray="2 3"
        fill="none"
      />
      <path d={lineOf(scores)} stroke="currentColor" strokeWidth="1.4" fill="none" />
      {last !== null && (
        <circle
          cx={right}
          cy={yOf(last)}
          r="2.6"
          fill={grade === null ? 'currentColor' : gradeColours[grade]}
        />
      )}
    </svg>
  );
}

/** The line through the scores that there are, as the `d` of a path. */
export function lineOf(scores: readonly (number | null)[]): string {
  const step = (right - left) / Math.max(1, scores.length - 1);
  let isDrawing = false;
  return scores
    .map((score, week) => {
      if (score === null) {
        isDrawing = false;
        return '';
      }
      const to = `${isDrawing ? 'L' : 'M'}${(left + week * step).toFixed(1)} ${yOf(score)}`;
      isDrawing = true;
      return to;
    })
    .join('');
}

function yOf(score: number): string {
  return (bottom - (score / 100) * (bottom - top)).toFixed(1);
}
