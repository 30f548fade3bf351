import { makeStyles, tokens } from '@fluentui/react-components';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ImportReport } from '../../src/contract/api.ts';
import { exclusionReasons } from '../../src/model/vocabulary.ts';
import { useFormats } from '../app/formats.tsx';
import { Done } from '../parts/done.tsx';
import { PlainTable } from '../parts/plain-table.tsx';
import { reasonWords } from '../widgets/reasons.ts';

const useStyles = makeStyles({
  report: { display: 'grid', gap: '14px' },
  figures: { display: 'flex', flexWrap: 'wrap', gap: '12px 32px' },
  label: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
  figure: {
    fontSize: '20px',
    lineHeight: '28px',
    fontWeight: 650,
    fontVariantNumeric: 'tabular-nums',
  },
  head: { fontWeight: 600 },
  text: { color: tokens.colorNeutralForeground2, lineHeight: '20px' },
});

/** What an import came to: what was new, what does not count, and what was left out and why. */
export function ImportOutcome({ report }: { readonly report: ImportReport }) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const { source } = report;
  const figures = [
    [t`Read`, report.read],
    [t`New`, report.new],
    [t`Changed`, report.changed],
    [t`Known already`, report.known],
    [t`Rejected`, report.rejected],
  ] as const;
  const excluded = exclusionReasons.flatMap((reason) => {
    const count = report.excluded[reason] ?? 0;
    return count === 0 ? [] : [`${i18n._(reasonWords[reason].title)} ${formats.count(count)}`];
  });
  const more = report.rejected - report.rejects.length;
  return (
    <section className={styles.report} aria-label={t`What became of the import`}>
      <Done>
        <Trans>Imported: {source}</Trans>
      </Done>
      <dl className={styles.figures}>
        {figures.map(([label, count]) => (
          <div key={label}>
            <dt className={styles.label}>{label}</dt>
            <dd className={styles.figure}>{formats.count(count)}</dd>
          </div>
        ))}
      </dl>
      {excluded.length > 0 && (
        <p className={styles.text}>
          <Trans>Kept, and not counted:</Trans> {excluded.join(' · ')}
        </p>
      )}
      {report.contactsMade.length > 0 && (
        <p className={styles.text}>
          <Trans>New contacts:</Trans> {report.contactsMade.map(({ name }) => name).join(', ')}
        </p>
      )}
      {report.rejects.length > 0 && (
        <>
          <h3 className={styles.head}>
            <Trans>What did not fit</Trans>
          </h3>
          <PlainTable
            label={t`What did not fit`}
            heads={[t`Place`, t`Field`, t`There stood`, t`Expected`]}
            rows={report.rejects.map(({ place, field, value, expected }) => ({
              key: `${place} ${field}`,
              cells: [place, field, value, expected],
            }))}
          />
          {more > 0 && (
            <p className={styles.text}>
              <Plural value={more} one="And # more." other="And # more." />
            </p>
          )}
        </>
      )}
    </section>
  );
}
