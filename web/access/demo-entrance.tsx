import { makeStyles, Spinner, tokens } from '@fluentui/react-components';
import {
  ChevronRightRegular,
  PeopleTeamRegular,
  PersonRegular,
  SettingsRegular,
} from '@fluentui/react-icons';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { DemoPerson } from '../../src/contract/sign-in.ts';
import { signInAs } from '../data/session.ts';
import { FormProblem } from '../parts/form.tsx';
import { narrow } from '../parts/layout.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { roleNames } from '../words.ts';

const useStyles = makeStyles({
  page: { display: 'grid', gap: '28px', width: '100%', maxWidth: '960px' },
  head: { display: 'grid', gap: '10px', justifyItems: 'center', textAlign: 'center' },
  lead: {
    maxWidth: '62ch',
    fontSize: tokens.fontSizeBase400,
    lineHeight: '24px',
    color: tokens.colorNeutralForeground2,
    textWrap: 'balance',
  },
  people: {
    display: 'grid',
    gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
    gap: '16px',
    [narrow]: { gridTemplateColumns: 'minmax(0, 1fr)', gap: '12px' },
  },
  person: {
    display: 'grid',
    gridTemplateColumns: 'auto 1fr auto',
    gridTemplateRows: 'auto 1fr',
    alignItems: 'center',
    gap: '12px',
    width: '100%',
    height: '100%',
    boxSizing: 'border-box',
    padding: '20px 20px 22px',
    border: 'none',
    borderRadius: tokens.borderRadiusXLarge,
    font: 'inherit',
    textAlign: 'left',
    color: tokens.colorNeutralForeground1,
    backgroundColor: 'var(--cardBackground)',
    boxShadow: 'var(--cardShadow)',
    cursor: 'pointer',
    transitionProperty: 'box-shadow, transform',
    transitionDuration: tokens.durationFast,
    ':hover': { boxShadow: tokens.shadow16, transform: 'translateY(-1px)' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  icon: {
    display: 'grid',
    placeItems: 'center',
    width: '40px',
    height: '40px',
    borderRadius: tokens.borderRadiusCircular,
    color: tokens.colorBrandForeground2,
    backgroundColor: tokens.colorBrandBackground2,
  },
  name: { fontSize: tokens.fontSizeBase400, fontWeight: 650 },
  sees: {
    gridColumn: '1 / -1',
    alignSelf: 'start',
    lineHeight: '20px',
    color: tokens.colorNeutralForeground2,
    textWrap: 'pretty',
  },
  arrow: { color: tokens.colorNeutralForeground3 },
  own: {
    justifySelf: 'center',
    width: '100%',
    maxWidth: '420px',
    '& summary': {
      width: 'fit-content',
      margin: '0 auto',
      padding: '6px 10px',
      borderRadius: tokens.borderRadiusMedium,
      color: tokens.colorNeutralForeground2,
      cursor: 'pointer',
    },
    '& summary:hover': { color: tokens.colorNeutralForeground1 },
    '& summary:focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  form: {
    display: 'grid',
    gap: '16px',
    marginTop: '12px',
    padding: '24px',
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: 'var(--cardBackground)',
    boxShadow: 'var(--cardShadow)',
  },
});

const faces = {
  seller: PersonRegular,
  manager: PeopleTeamRegular,
  administrator: SettingsRegular,
} as const;

const sights: Readonly<Record<DemoPerson, MessageDescriptor>> = {
  seller: msg`Their own deals, leads, accounts and contacts: which ones carry, which ones fade, and why.`,
  manager: msg`The records of everybody they lead as well, and where help is needed.`,
  administrator: msg`Everybody’s figures, and the settings: what counts, who signs in, privacy, the log.`,
};

type Props = { readonly people: readonly DemoPerson[]; readonly children: ReactNode };

/** The demo company, entered by one click; and the usual way in, for those who have an account. */
export function DemoEntrance({ people, children }: Props) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const entering = useMutation({ mutationFn: signInAs });
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <PageTitle title={t`Look around in the demo company`} />
        <p className={styles.lead}>
          <Trans>
            This is a demo. The company, its people and their mail are made up; nothing here is
            anybody’s. Choose through whose eyes you see it.
          </Trans>
        </p>
      </div>
      <FormProblem error={entering.error} />
      <ul className={styles.people}>
        {people.map((person) => {
          const Face = faces[person];
          const isEntering = entering.isPending && entering.variables === person;
          return (
            <li key={person}>
              <button
                type="button"
                className={styles.person}
                onClick={() => {
                  if (!entering.isPending) entering.mutate(person);
                }}
              >
                <span className={styles.icon}>
                  <Face fontSize={22} aria-hidden />
                </span>
                <span className={styles.name}>{i18n._(roleNames[person])}</span>
                {isEntering ? (
                  <Spinner size="tiny" />
                ) : (
                  <ChevronRightRegular fontSize={20} className={styles.arrow} aria-hidden />
                )}
                <span className={styles.sees}>{i18n._(sights[person])}</span>
              </button>
            </li>
          );
        })}
      </ul>
      <details className={styles.own}>
        <summary>
          <Trans>Sign in with an account</Trans>
        </summary>
        <div className={styles.form}>{children}</div>
      </details>
    </div>
  );
}
