import { makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { ShieldCheckmarkRegular, ShieldErrorRegular } from '@fluentui/react-icons';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useFormats } from '../app/formats.tsx';
import { auditVerificationQuery } from '../data/administration.ts';
import { Failure } from '../parts/failure.tsx';

const useStyles = makeStyles({
  box: {
    display: 'grid',
    gridTemplateColumns: '28px minmax(0, 1fr)',
    alignItems: 'center',
    gap: '4px 14px',
    padding: '14px 18px',
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: 'var(--cardBackground)',
    boxShadow: 'var(--cardShadow)',
  },
  good: { color: 'var(--gradeGood)' },
  bad: { color: 'var(--gradePoor)' },
  title: { fontWeight: 600 },
  hash: {
    gridColumn: 2,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    overflowWrap: 'anywhere',
  },
});

/** Whether every entry is as it was written, and the last hash, to be noted elsewhere. */
export function AuditVerification() {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const { data, error, refetch } = useQuery(auditVerificationQuery);
  if (error !== null && data === undefined)
    return <Failure error={error} onRetry={() => refetch()} />;
  if (data === undefined) {
    return (
      <div className={styles.box}>
        <Spinner size="tiny" aria-label={t`The audit log is being verified`} />
        <Trans>Every entry is being verified …</Trans>
      </div>
    );
  }
  const entries = formats.count(data.entries);
  const number = formats.count(data.broken?.number ?? 0);
  const head = data.head === null ? null : `${data.head.number}:${data.head.hash}`;
  return (
    <section className={styles.box} aria-label={t`Verification`}>
      {data.broken === null ? (
        <>
          <ShieldCheckmarkRegular fontSize={26} className={styles.good} aria-hidden />
          <p className={styles.title}>
            <Trans>All {entries} entries are as they were written</Trans>
          </p>
        </>
      ) : (
        <>
          <ShieldErrorRegular fontSize={26} className={styles.bad} aria-hidden />
          <p className={styles.title} role="alert">
            {data.broken.because === 'missing' ? (
              <Trans>Entry {number} is missing: the log was changed</Trans>
            ) : (
              <Trans>Entry {number} is not as it was written: the log was changed</Trans>
            )}
          </p>
        </>
      )}
      {head !== null && (
        <p className={styles.hash}>
          <Trans>
            Noted elsewhere, this proves later that nothing up to here was changed: {head}
          </Trans>
        </p>
      )}
    </section>
  );
}
