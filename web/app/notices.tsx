import { makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { type Progress, progressKey } from '../data/events.ts';
import { aboutQuery } from '../data/queries.ts';
import { useFormats } from './formats.tsx';

const useStyles = makeStyles({
  notice: {
    display: 'grid',
    gap: '8px',
    padding: '14px 22px 18px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: '17px',
    fontVariantNumeric: 'tabular-nums',
  },
});

/** What is being computed or imported right now, beside every page; nothing when nothing is. */
export function Notices() {
  const { data: about } = useSuspenseQuery({
    ...aboutQuery,
    // While records wait, the count goes down without an event for every step.
    refetchInterval: ({ state }) => ((state.data?.pending ?? 0) > 0 ? 2000 : false),
  });
  const { data: works } = useQuery<readonly Progress[]>({
    queryKey: progressKey,
    queryFn: () => [],
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (works !== undefined && works.length > 0) {
    return works.map((work) => <Working key={work.work} work={work} />);
  }
  return about.pending > 0 ? <Pending records={about.pending} /> : null;
}

function Working({ work: { work, done, total } }: { readonly work: Progress }) {
  const styles = useStyles();
  const id = useId();
  const formats = useFormats();
  const [doneText, totalText] = [formats.count(done), formats.count(total ?? 0)];
  return (
    <div className={styles.notice}>
      <span id={id}>
        {work}
        {': '}
        {total === null ? (
          doneText
        ) : (
          <Trans>
            {doneText} of {totalText}
          </Trans>
        )}
      </span>
      <ProgressBar
        aria-labelledby={id}
        {...(total === null || total === 0 ? {} : { value: done, max: total })}
      />
    </div>
  );
}

function Pending({ records }: { readonly records: number }) {
  const styles = useStyles();
  const { t } = useLingui();
  return (
    <div className={styles.notice}>
      <span>
        <Plural
          value={records}
          one="# record is being computed. Lists show it as soon as it is ready; record pages are always up to date."
          other="# records are being computed. Lists show them as soon as they are ready; record pages are always up to date."
        />
      </span>
      <ProgressBar aria-label={t`Figures are being computed`} />
    </div>
  );
}
