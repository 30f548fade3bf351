import { makeStyles, tokens } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { Outlet } from '@tanstack/react-router';
import { Suspense } from 'react';
import { AppearanceSwitch, LanguageChoice } from '../app/looks.tsx';
import { phone } from '../parts/layout.ts';
import { Loading } from '../parts/loading.tsx';
import { Logo } from '../parts/logo.tsx';

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateRows: 'auto 1fr auto',
    justifyItems: 'center',
    minHeight: '100dvh',
    boxSizing: 'border-box',
    padding: '28px 24px 20px',
    color: tokens.colorNeutralForeground1,
    [phone]: { padding: '20px 16px 16px' },
  },
  brand: {
    display: 'flex',
    alignItems: 'center',
    justifySelf: 'start',
    gap: '10px',
    fontSize: '18px',
    fontWeight: 650,
    letterSpacing: '-0.01em',
  },
  main: {
    alignSelf: 'center',
    display: 'grid',
    justifyItems: 'center',
    width: '100%',
    padding: '24px 0 40px',
    outline: 'none',
  },
  foot: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px 24px' },
});

/** The frame of pages for people who have not signed in: calm, and in their language. */
export function Outside() {
  const styles = useStyles();
  const { t } = useLingui();
  return (
    <div className={styles.page}>
      <header className={styles.brand}>
        <Logo />
        Rapport
      </header>
      <main id="main" className={styles.main}>
        <Suspense fallback={<Loading label={t`The page is loading`} />}>
          <Outlet />
        </Suspense>
      </main>
      <footer className={styles.foot}>
        <AppearanceSwitch />
        <LanguageChoice />
      </footer>
    </div>
  );
}
