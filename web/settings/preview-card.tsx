import { makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { SettingsChange } from '../../src/contract/settings.ts';
import type { SettingsPreview } from '../../src/contract/settings-answers.ts';
import { type Grade, grades } from '../../src/model/vocabulary.ts';
import { useFormats } from '../app/formats.tsx';
import { TableSwitch } from '../charts/table-switch.tsx';
import { previewQuery } from '../data/administration.ts';
import { collectionOf } from '../data/collections.ts';
import { Card } from '../parts/card.tsx';
import { FormProblem } from '../parts/form.tsx';
import { GradeShape, gradeColours } from '../parts/grade-shape.tsx';
import { Loading } from '../parts/loading.tsx';
import { FigureTable } from '../parts/plain-table.tsx';
import { collectionWords, gradeWords } from '../words.ts';

const useStyles = makeStyles({
  types: { display: 'grid', gap: '18px' },
  stale: { opacity: 0.55 },
  type: { display: 'grid', gap: '4px' },
  head: { display: 'flex', justifyContent: 'space-between', gap: '4px 12px', flexWrap: 'wrap' },
  name: { fontWeight: 600 },
  changed: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
  row: { display: 'grid', gridTemplateColumns: '5.5ch 1fr', alignItems: 'center', gap: '10px' },
  when: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
  bar: { display: 'flex', gap: '2px', overflow: 'hidden', borderRadius: '4px' },
  part: {
    display: 'grid',
    placeItems: 'center',
    minWidth: '3px',
    height: '22px',
    paddingBottom: '2px',
    boxSizing: 'border-box',
    overflow: 'hidden',
    fontSize: '11px',
    fontWeight: 600,
    fontVariantNumeric: 'tabular-nums',
    transitionProperty: 'flex-grow',
    transitionDuration: tokens.durationNormal,
  },
  legend: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '4px 14px',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
  key: { display: 'inline-flex', alignItems: 'center', gap: '6px' },
});

type Props = { readonly change: SettingsChange; readonly className?: string | undefined };

/** How the records would be spread over the grades, before anything is saved. */
export function PreviewCard({ change, className }: Props) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const [isTable, setTable] = useState(false);
  const asked = useSettled(change, 350);
  const { data, error, isFetching } = useQuery(previewQuery(asked));
  const isBehind = isFetching || asked !== change;
  const changed = data?.types.reduce((sum, type) => sum + type.changed, 0) ?? 0;
  const [looked, of] = [
    formats.count(data?.sampled?.records ?? 0),
    formats.count(data?.sampled?.of ?? 0),
  ];
  const used = grades.filter((grade) =>
    data?.types.some((type) => type.grades.some(({ from, to }) => from === grade || to === grade)),
  );
  return (
    <Card
      title={t`Before you save`}
      className={className}
      caption={
        data === undefined ? (
          t`How many records would have which grade`
        ) : data.sampled !== null ? (
          <Trans>
            Of {looked} records, chosen by chance out of {of}
          </Trans>
        ) : changed === 0 ? (
          t`No record changes its grade`
        ) : (
          <Plural
            value={changed}
            one="# record changes its grade"
            other="# records change their grade"
          />
        )
      }
      actions={
        isBehind ? (
          <Spinner size="tiny" aria-label={t`The preview is being computed`} />
        ) : (
          <TableSwitch isTable={isTable} onSwitch={setTable} />
        )
      }
    >
      <FormProblem error={error} />
      {data === undefined && error === null && <Loading label={t`The preview is loading`} />}
      {data !== undefined && (
        <div className={mergeClasses(styles.types, isBehind && styles.stale)} aria-busy={isBehind}>
          {isTable ? (
            <PreviewTable preview={data} />
          ) : (
            data.types.map((type) => <TypeBars key={type.type} type={type} />)
          )}
          {!isTable && (
            <ul className={styles.legend}>
              {used.map((grade) => (
                <li key={grade} className={styles.key}>
                  <GradeShape grade={grade} />
                  {i18n._(gradeWords[grade])}
                </li>
              ))}
              <li className={styles.key}>
                <GradeShape grade={null} />
                <Trans>No score</Trans>
              </li>
            </ul>
          )}
        </div>
      )}
    </Card>
  );
}

type TypePreview = SettingsPreview['types'][number];

function TypeBars({ type }: { readonly type: TypePreview }) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const name = i18n._(collectionWords[collectionOf[type.type]]);
  const changed = formats.count(type.changed);
  const rows = [
    { when: t`Now`, side: 'from' as const },
    { when: t`Then`, side: 'to' as const },
  ];
  return (
    <div className={styles.type}>
      <div className={styles.head}>
        <span className={styles.name}>{name}</span>
        <span className={styles.changed}>
          {type.changed === 0 ? <Trans>unchanged</Trans> : <Trans>{changed} change</Trans>}
        </span>
      </div>
      {rows.map(({ when, side }) => {
        const spread = spreadOf(type, side).filter(({ records }) => records > 0);
        const said = spread
          .map(({ grade, records }) => {
            const word = grade === null ? t`No score` : i18n._(gradeWords[grade]);
            return `${word} ${formats.count(records)}`;
          })
          .join(', ');
        return (
          <div key={side} className={styles.row}>
            <span className={styles.when} aria-hidden>
              {when}
            </span>
            <div className={styles.bar} role="img" aria-label={`${name}, ${when}: ${said}`}>
              {spread.map(({ grade, records }) => (
                <span
                  key={grade ?? 'none'}
                  className={styles.part}
                  style={{
                    flex: `${records} 0 0`,
                    // Numbers are read on a tint: white on amber is too faint.
                    backgroundColor: `color-mix(in srgb, ${colourOf(grade)} 26%, var(--cardBackground))`,
                    boxShadow: `inset 0 -3px ${colourOf(grade)}`,
                  }}
                >
                  {records / type.records > 0.07 ? formats.count(records) : ''}
                </span>
              ))}
            </div>
          </div>
        );
      })}
    </div>
  );
}

function PreviewTable({ preview }: { readonly preview: SettingsPreview }) {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const columns: readonly (Grade | null)[] = [...grades, null];
  return (
    <FigureTable
      label={t`Records by grade, now and then`}
      heads={[
        t`Records`,
        ...columns.map((grade) => (grade === null ? t`No score` : i18n._(gradeWords[grade]))),
      ]}
      rows={preview.types.flatMap((type) => {
        const name = i18n._(collectionWords[collectionOf[type.type]]);
        const cells = (side: 'from' | 'to') =>
          spreadOf(type, side).map(({ records }) => formats.count(records));
        return [
          { key: `${type.type} now`, cells: [t`${name}, now`, ...cells('from')] },
          { key: `${type.type} then`, cells: [t`${name}, then`, ...cells('to')] },
        ];
      })}
    />
  );
}

/** How many records of a type have each grade, best first, those without a score last. */
function spreadOf(type: TypePreview, side: 'from' | 'to') {
  return [...grades, null].map((grade) => ({
    grade,
    records: type.grades.reduce((sum, cell) => sum + (cell[side] === grade ? cell.records : 0), 0),
  }));
}

function colourOf(grade: Grade | null): string {
  return grade === null ? 'var(--gradeNone)' : gradeColours[grade];
}

/** A value that has stood still for so long (ms): not every pixel of a drag is asked about. */
function useSettled<Value>(value: Value, ms: number): Value {
  const [settled, setSettled] = useState(value);
  const text = JSON.stringify(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an equal value is the same value.
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [text, ms]);
  return JSON.stringify(settled) === text ? value : settled;
}
