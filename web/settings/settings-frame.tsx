import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { Suspense, useEffect, useRef } from 'react';
import { useHas } from '../data/session.ts';
import { narrow } from '../parts/layout.ts';
import { Loading } from '../parts/loading.tsx';
import { NotAllowed } from '../parts/not-allowed.tsx';
import { PageTitle } from '../parts/page-title.tsx';

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateColumns: '168px minmax(0, 1fr)',
    alignItems: 'start',
    gap: '20px 36px',
    [narrow]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  side: {
    position: 'sticky',
    top: '28px',
    display: 'grid',
    gap: '10px',
    paddingTop: '6px',
    [narrow]: { position: 'static', paddingTop: 0, minWidth: 0 },
  },
  title: {
    padding: '0 10px',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    [narrow]: { display: 'none' },
  },
  links: {
    display: 'grid',
    gap: '1px',
    [narrow]: {
      display: 'flex',
      gap: '4px',
      overflowX: 'auto',
      scrollbarWidth: 'none',
      margin: '0 -16px',
      padding: '2px 16px 6px',
    },
  },
  link: {
    display: 'block',
    padding: '7px 10px',
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    textDecoration: 'none',
    whiteSpace: 'nowrap',
    ':hover': {
      color: tokens.colorNeutralForeground1,
      backgroundColor: tokens.colorNeutralBackground3Hover,
    },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  active: {
    fontWeight: 600,
    color: tokens.colorNeutralForeground1,
    backgroundColor: 'var(--cardBackground)',
    boxShadow: 'var(--cardShadow)',
  },
  alone: { display: 'grid', gap: '16px' },
  content: { minWidth: 0, maxWidth: '1120px' },
});

const pages: readonly { readonly to: string; readonly name: MessageDescriptor }[] = [
  { to: '/settings/analytics', name: msg`Analytics` },
  { to: '/settings/exclusions', name: msg`Exclusions` },
  { to: '/settings/calendar', name: msg`Calendar` },
  { to: '/settings/currency', name: msg`Currency` },
  { to: '/settings/introductions', name: msg`Introductions` },
  { to: '/settings/cards', name: msg`Cards` },
  { to: '/settings/sources', name: msg`Sources` },
  { to: '/settings/news', name: msg`News` },
  { to: '/settings/people', name: msg`People` },
  { to: '/settings/privacy', name: msg`Privacy` },
  { to: '/settings/audit', name: msg`Audit log` },
  { to: '/settings/backtest', name: msg`Look back` },
];

/** What all pages of the settings have around them; for administrators. */
export function SettingsFrame() {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const isAdministrator = useHas('administrator');
  const side = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // On a phone the pages stand in a line that is longer than the screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another current link.
  useEffect(() => {
    const current = side.current?.querySelector('[aria-current="page"]');
    current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [pathname]);
  if (!isAdministrator) {
    return (
      <div className={styles.alone}>
        <PageTitle title={t`Settings`} />
        <NotAllowed>
          <Trans>Settings are for administrators. Ask one of them for what you need.</Trans>
        </NotAllowed>
      </div>
    );
  }
  return (
    <div className={styles.page}>
      <nav ref={side} className={styles.side} aria-label={t`Settings`}>
        <p className={styles.title} aria-hidden>
          <Trans>Settings</Trans>
        </p>
        <ul className={styles.links}>
          {pages.map(({ to, name }) => (
            <li key={to}>
              <Link
                to={to}
                className={styles.link}
                activeOptions={{ includeSearch: false }}
                activeProps={{ className: mergeClasses(styles.link, styles.active) }}
              >
                {i18n._(name)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className={styles.content}>
        <Suspense fallback={<Loading label={t`The page is loading`} />}>
          <Outlet />
        </Suspense>
      </div>
    </div>
  );
}
