import { makeStyles, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMe } from '../data/session.ts';
import { narrow } from '../parts/layout.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { useArrival } from '../parts/use-arrival.ts';
import { roleNames } from '../words.ts';
import { CardsCard } from './cards-card.tsx';
import { HeldOnMe, WhoLooked } from './held-on-me.tsx';
import { NeverCard } from './never-card.tsx';
import { PasswordCard } from './password-card.tsx';
import { SecondFactorCard } from './second-factor-card.tsx';
import { SessionsCard } from './sessions-card.tsx';
import { TokensCard } from './tokens-card.tsx';

const useStyles = makeStyles({
  page: { display: 'grid', gap: '20px', maxWidth: '1240px' },
  who: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '4px 28px',
    marginTop: '6px',
    color: tokens.colorNeutralForeground1,
  },
  label: { marginRight: '8px', color: tokens.colorNeutralForeground3 },
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    alignItems: 'start',
    gap: '20px',
    [narrow]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  column: { display: 'grid', gap: '20px', minWidth: 0 },
});

/** Everything about one's own login: how one signs in, where one is signed in, and what is held on oneself. */
export function AccountPage() {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const me = useMe();
  useArrival();
  return (
    <div className={styles.page}>
      <header>
        <PageTitle title={t`My account`}>{me.name}</PageTitle>
        <dl className={styles.who}>
          <Fact label={t`Signs in as`}>{me.email}</Fact>
          <Fact label={t`Role`}>{me.roles.map((role) => i18n._(roleNames[role])).join(', ')}</Fact>
          <Fact label={t`In the CRM`}>
            {me.userId ?? <Trans>nobody: no records or mail of one’s own</Trans>}
          </Fact>
        </dl>
      </header>
      <div className={styles.grid}>
        <div className={styles.column}>
          <PasswordCard me={me} />
          <SecondFactorCard me={me} />
          <TokensCard me={me} />
          <CardsCard />
        </div>
        <div className={styles.column}>
          <SessionsCard />
          {me.userId !== null && <HeldOnMe />}
          {me.userId !== null && <NeverCard />}
          {me.userId !== null && <WhoLooked />}
        </div>
      </div>
    </div>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  const styles = useStyles();
  return (
    <div>
      <dt className={styles.label} style={{ display: 'inline' }}>
        {label}
      </dt>
      <dd style={{ display: 'inline' }}>{children}</dd>
    </div>
  );
}
