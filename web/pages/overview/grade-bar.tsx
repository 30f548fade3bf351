import { makeStyles, tokens } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { FigureOfList, Overview } from '../../../src/contract/overview.ts';
import type { Grade, HealthState } from '../../../src/model/vocabulary.ts';
import { useFormats } from '../../app/formats.tsx';
import { searchOfQuery } from '../../app/list-search.ts';
import { GradeShape, gradeColours } from '../../parts/grade-shape.tsx';
import { gradeWords, stateWords } from '../../words.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    gap: '2px',
    height: '18px',
    borderRadius: tokens.borderRadiusMedium,
    overflow: 'hidden',
    backgroundColor: 'var(--chartGrid)',
  },
  part: { minWidth: '3px' },
  none: {
    backgroundColor: 'var(--chartGrid)',
    backgroundImage: `repeating-linear-gradient(135deg, ${tokens.colorNeutralStroke2} 0 2px, transparent 2px 7px)`,
  },
  legend: { display: 'flex', flexWrap: 'wrap', gap: '4px 20px', paddingTop: '10px' },
  entry: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '7px',
    minHeight: '24px',
    color: 'inherit',
    textDecoration: 'none',
    fontVariantNumeric: 'tabular-nums',
    ':hover': { textDecoration: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  count: { fontWeight: 650 },
});

type Part = {
  readonly key: string;
  readonly grade: Grade | null;
  readonly word: string;
  readonly figure: FigureOfList;
};

/** The open records of a type by grade, as a bar and as counts that open their list. */
export function GradeBar({ of }: { readonly of: Overview['types'][number] }) {
  const styles = useStyles();
  const { i18n } = useLingui();
  const formats = useFormats();
  const state = (one: Exclude<HealthState, 'scored'>) => i18n._(stateWords[one]);
  const parts: readonly Part[] = [
    ...of.grades.map(({ grade, figure }) => ({
      key: grade,
      grade,
      word: i18n._(gradeWords[grade]),
      figure,
    })),
    ...of.unscored.map(({ state: one, figure }) => ({
      key: one,
      grade: null,
      word: state(one),
      figure,
    })),
  ].filter(({ figure }) => figure.count > 0);
  return (
    <div>
      <div className={styles.bar} aria-hidden>
        {parts.map(({ key, grade, figure }) => (
          <div
            key={key}
            className={grade === null ? `${styles.part} ${styles.none}` : styles.part}
            style={{
              flexGrow: figure.count,
              flexBasis: 0,
              ...(grade === null ? {} : { backgroundColor: gradeColours[grade] }),
            }}
          />
        ))}
      </div>
      <ul className={styles.legend}>
        {parts.map(({ key, grade, word, figure }) => (
          <li key={key}>
            <FigureLink figure={figure} className={styles.entry}>
              <GradeShape grade={grade} />
              <span className={styles.count}>{formats.count(figure.count)}</span> {word}
            </FigureLink>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A figure that opens exactly the rows that it counts. */
export function FigureLink({
  figure,
  className,
  children,
}: {
  readonly figure: FigureOfList;
  readonly className?: string | undefined;
  readonly children: React.ReactNode;
}) {
  const { collection, query } = figure.list;
  return (
    <Link
      to="/$collection"
      params={{ collection }}
      search={searchOfQuery(query)}
      className={className}
    >
      {children}
    </Link>
  );
}
