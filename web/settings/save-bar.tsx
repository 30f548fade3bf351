import { Button, makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { useEffect, useId } from 'react';
import { Problem } from '../../src/model/problem.ts';
import { useAnnounce } from '../app/announcer.tsx';
import { useFormats } from '../app/formats.tsx';
import { type Progress, progressKey } from '../data/events.ts';
import { aboutQuery } from '../data/queries.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Done } from '../parts/done.tsx';
import { FormProblem } from '../parts/form.tsx';
import type { Draft } from './use-draft.ts';

const useStyles = makeStyles({
  bar: {
    position: 'sticky',
    bottom: '16px',
    zIndex: 3,
    display: 'grid',
    gap: '10px',
    padding: '12px 16px',
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: 'var(--cardBackground)',
    boxShadow: tokens.shadow16,
  },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '10px 12px' },
  text: { flex: '1 1 200px' },
  progress: { display: 'grid', gap: '8px', fontVariantNumeric: 'tabular-nums' },
});

type Props = { readonly draft: Draft; readonly fields: readonly string[] };

/** Saves or drops what was edited, tells what became of it, and keeps people from leaving it behind unsaved. */
export function SaveBar({ draft, fields }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const isStale = draft.error instanceof Problem && draft.error.code === 'settings_changed';
  return (
    <>
      <Leaving isChanged={draft.isChanged} />
      {draft.isChanged ? (
        <section className={styles.bar} aria-label={t`Unsaved changes`}>
          <FormProblem error={draft.error} fields={fields} />
          <div className={styles.row}>
            <span className={styles.text}>
              {isStale ? (
                <Trans>Load theirs, look at it together with your changes, then save.</Trans>
              ) : (
                <Trans>Not saved yet</Trans>
              )}
            </span>
            <Button onClick={draft.drop}>
              <Trans>Discard</Trans>
            </Button>
            {isStale ? (
              <Button appearance="primary" onClick={draft.reload}>
                <Trans>Load theirs</Trans>
              </Button>
            ) : (
              <Button appearance="primary" disabledFocusable={draft.isSaving} onClick={draft.save}>
                <Trans>Save</Trans>
              </Button>
            )}
          </div>
        </section>
      ) : (
        draft.saved !== null && <Saved waiting={draft.saved.waiting} />
      )}
    </>
  );
}

/** What a save set in motion, until all figures follow it. */
function Saved({
  waiting,
}: {
  readonly waiting: { readonly activities: number; readonly records: number };
}) {
  const styles = useStyles();
  const { t } = useLingui();
  const id = useId();
  const formats = useFormats();
  const announce = useAnnounce();
  const { data: about } = useSuspenseQuery(aboutQuery);
  const { data: works = [] } = useQuery<readonly Progress[]>({
    queryKey: progressKey,
    queryFn: () => [],
    staleTime: Number.POSITIVE_INFINITY,
  });
  const all = waiting.activities + waiting.records;
  const work = works.at(-1);
  const left =
    work?.total === undefined || work.total === null ? about.pending : work.total - work.done;
  const total = Math.max(work?.total ?? all, left, 1);
  const isOver = all === 0 || (left === 0 && work === undefined);
  useEffect(() => {
    if (isOver) announce(t`Saved`);
  }, [isOver, announce, t]);
  const leftText = formats.count(left);
  return (
    <section className={styles.bar} aria-label={t`What was saved`}>
      <div className={styles.row}>
        <Done>
          <Trans>Saved</Trans>
        </Done>
        {all > 0 && isOver && <Trans>All figures follow it.</Trans>}
      </div>
      {!isOver && (
        <div className={styles.progress}>
          <span id={id}>
            <Plural
              value={left}
              one="One record or activity is still computed anew."
              other={`${leftText} records and activities are still computed anew.`}
            />
          </span>
          <ProgressBar aria-labelledby={id} value={total - left} max={total} />
        </div>
      )}
    </section>
  );
}

function Leaving({ isChanged }: { readonly isChanged: boolean }) {
  const { t } = useLingui();
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: () => isChanged,
    enableBeforeUnload: isChanged,
    withResolver: true,
  });
  if (status !== 'blocked') return null;
  return (
    <Confirm
      title={t`Leave without saving?`}
      verb={t`Leave`}
      isBusy={false}
      error={null}
      onConfirm={proceed}
      onCancel={reset}
    >
      <Trans>What you have changed on this page is not saved.</Trans>
    </Confirm>
  );
}
