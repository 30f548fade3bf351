import { makeStyles, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { useWayOut } from '../access/use-way-out.ts';
import { followEvents } from '../data/events.ts';
import { ownNoticeQuery } from '../data/notice.ts';
import { notOnPaper, onPaper, phone } from '../parts/layout.ts';
import { Loading } from '../parts/loading.tsx';
import { ConnectionNotice } from './connection-notice.tsx';
import { FormatsProvider } from './formats.tsx';
import { Navigation } from './navigation.tsx';
import { Notices } from './notices.tsx';
import { PhoneBar } from './phone-bar.tsx';

const useStyles = makeStyles({
  shell: {
    display: 'grid',
    gridTemplateColumns: '236px minmax(0, 1fr)',
    minHeight: '100dvh',
    color: tokens.colorNeutralForeground1,
    [phone]: { gridTemplateColumns: 'minmax(0, 1fr)', gridTemplateRows: 'auto 1fr' },
    [onPaper]: { display: 'block' },
  },
  side: {
    position: 'sticky',
    top: 0,
    display: 'flex',
    flexDirection: 'column',
    height: '100dvh',
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground3,
    [phone]: { display: 'none' },
    ...notOnPaper,
  },
  bar: { display: 'none', [phone]: { display: 'block' } },
  main: {
    minWidth: 0,
    maxWidth: '1680px',
    padding: '28px 32px 40px',
    outline: 'none',
    [phone]: { padding: '16px 16px 32px' },
    [onPaper]: { maxWidth: 'none', padding: 0 },
  },
  skip: {
    position: 'fixed',
    top: '8px',
    left: '8px',
    zIndex: 10,
    padding: '10px 16px',
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForegroundOnBrand,
    backgroundColor: tokens.colorBrandBackground,
    transform: 'translateY(-200%)',
    ':focus': { transform: 'none' },
    ...notOnPaper,
  },
});

const FirstNotice = lazy(async () => ({
  default: (await import('../access/first-notice.tsx')).FirstNotice,
}));

/** What stays while pages change: navigation, notices, and the way for keyboards past both. */
export function Shell() {
  const styles = useStyles();
  const { t } = useLingui();
  const queries = useQueryClient();
  useWayOut();
  const { data: notice } = useQuery(ownNoticeQuery);
  useEffect(() => followEvents(queries), [queries]);
  return (
    <Suspense
      fallback={
        <div className={styles.main}>
          <Loading label={t`Rapport is starting`} />
        </div>
      }
    >
      <FormatsProvider>
        <a href="#main" className={styles.skip}>
          <Trans>Skip to content</Trans>
        </a>
        <div className={styles.shell}>
          <header className={styles.bar}>
            <PhoneBar />
            <Notices />
          </header>
          <aside className={styles.side} aria-label={t`Main navigation`}>
            <Navigation />
            <Notices />
          </aside>
          <div>
            <main id="main" tabIndex={-1} className={styles.main}>
              <Suspense fallback={<Loading label={t`The page is loading`} />}>
                <Outlet />
              </Suspense>
            </main>
          </div>
        </div>
        <ConnectionNotice />
        {notice?.due === true && (
          <Suspense fallback={null}>
            <FirstNotice />
          </Suspense>
        )}
      </FormatsProvider>
    </Suspense>
  );
}
