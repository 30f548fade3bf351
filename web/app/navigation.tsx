import { Badge, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  BuildingRegular,
  DataPieRegular,
  HomeRegular,
  PeopleRegular,
  PersonAddRegular,
  SettingsRegular,
  TargetArrowRegular,
} from '@fluentui/react-icons';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { collectionNames } from '../data/collections.ts';
import { aboutQuery, countsQuery } from '../data/queries.ts';
import { useHas } from '../data/session.ts';
import { Logo } from '../parts/logo.tsx';
import { collectionWords } from '../words.ts';
import { useFormats } from './formats.tsx';
import { AppearanceSwitch, LanguageChoice } from './looks.tsx';
import { PersonButton } from './person-button.tsx';

const PersonMenu = lazy(async () => ({
  default: (await import('./person-menu.tsx')).PersonMenu,
}));

const icons = {
  opportunities: TargetArrowRegular,
  leads: PersonAddRegular,
  accounts: BuildingRegular,
  contacts: PeopleRegular,
} as const;

const useStyles = makeStyles({
  column: {
    display: 'flex',
    flexDirection: 'column',
    flex: '1 1 auto',
    minHeight: 0,
    overflowY: 'auto',
    boxSizing: 'border-box',
    padding: '24px 12px 16px',
  },
  brand: { display: 'flex', alignItems: 'center', gap: '10px', padding: '0 10px' },
  product: { fontSize: '18px', fontWeight: 650, letterSpacing: '-0.01em' },
  organization: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '8px',
    padding: '14px 10px 22px',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
  links: { display: 'grid', gap: '2px' },
  link: {
    display: 'grid',
    gridTemplateColumns: '20px 1fr auto',
    alignItems: 'center',
    gap: '12px',
    minHeight: '40px',
    boxSizing: 'border-box',
    padding: '0 12px 0 10px',
    borderRadius: tokens.borderRadiusLarge,
    color: tokens.colorNeutralForeground1,
    textDecoration: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground3Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  active: {
    fontWeight: 600,
    backgroundColor: 'var(--cardBackground)',
    boxShadow: 'var(--cardShadow)',
    ':hover': { backgroundColor: 'var(--cardBackground)' },
    '& svg': { color: tokens.colorBrandForeground1 },
  },
  count: {
    fontSize: tokens.fontSizeBase200,
    fontWeight: 400,
    fontVariantNumeric: 'tabular-nums',
    color: tokens.colorNeutralForeground3,
  },
  settings: { marginTop: '18px' },
  foot: { display: 'grid', gap: '4px', marginTop: 'auto', padding: '16px 10px 0' },
});

/** The left column: whose figures these are, the kinds of record, and how the page looks and speaks. */
export function Navigation({ onLeave }: { readonly onLeave?: () => void }) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const { data: about } = useSuspenseQuery(aboutQuery);
  const counts = useQuery(countsQuery).data?.records;
  const formats = useFormats();
  const isAdministrator = useHas('administrator');
  const [isPersonWanted, setPersonWanted] = useState(false);
  const isOverseer = [useHas('manager'), isAdministrator, useHas('operations')].some((has) => has);
  return (
    <div className={styles.column}>
      <div className={styles.brand}>
        <Logo />
        <span className={styles.product}>Rapport</span>
      </div>
      <div className={styles.organization}>
        {about.organization}
        {about.demo && (
          <Badge appearance="tint" color="informative" size="medium">
            <Trans>Demo company</Trans>
          </Badge>
        )}
      </div>
      <nav aria-label={t`Records`}>
        <ul className={styles.links}>
          <li>
            <Link
              to="/"
              className={styles.link}
              activeProps={{ className: mergeClasses(styles.link, styles.active) }}
              activeOptions={{ exact: true }}
              onClick={onLeave}
            >
              <HomeRegular fontSize={20} aria-hidden />
              <Trans>Home</Trans>
            </Link>
          </li>
          {isOverseer && (
            <li>
              <Link
                to="/overview"
                className={styles.link}
                activeProps={{ className: mergeClasses(styles.link, styles.active) }}
                onClick={onLeave}
              >
                <DataPieRegular fontSize={20} aria-hidden />
                <Trans>Overview</Trans>
              </Link>
            </li>
          )}
          {collectionNames.map((collection) => {
            const Icon = icons[collection];
            return (
              <li key={collection}>
                <Link
                  to="/$collection"
                  params={{ collection }}
                  activeOptions={{ includeSearch: false }}
                  className={styles.link}
                  activeProps={{ className: mergeClasses(styles.link, styles.active) }}
                  onClick={onLeave}
                >
                  <Icon fontSize={20} aria-hidden />
                  {i18n._(collectionWords[collection])}
                  {counts !== undefined && (
                    <span className={styles.count}>{formats.count(counts[collection])}</span>
                  )}
                </Link>
              </li>
            );
          })}
        </ul>
      </nav>
      {isAdministrator && (
        <Link
          to="/settings"
          className={mergeClasses(styles.link, styles.settings)}
          activeProps={{ className: mergeClasses(styles.link, styles.settings, styles.active) }}
          onClick={onLeave}
        >
          <SettingsRegular fontSize={20} aria-hidden />
          <Trans>Settings</Trans>
        </Link>
      )}
      <div className={styles.foot}>
        <AppearanceSwitch />
        <LanguageChoice />
      </div>
      {isPersonWanted ? (
        <Suspense fallback={<PersonButton aria-haspopup="menu" />}>
          <PersonMenu onLeave={onLeave} />
        </Suspense>
      ) : (
        <PersonButton aria-haspopup="menu" onClick={() => setPersonWanted(true)} />
      )}
    </div>
  );
}
