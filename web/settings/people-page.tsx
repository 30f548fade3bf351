import { Badge, Button, makeStyles, tokens } from '@fluentui/react-components';
import { PersonAddRegular, ShieldCheckmarkRegular } from '@fluentui/react-icons';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Login } from '../../src/contract/logins.ts';
import { useFormats } from '../app/formats.tsx';
import { invitationsQuery, loginsQuery } from '../data/administration.ts';
import { sent } from '../data/client.ts';
import { Card } from '../parts/card.tsx';
import { Failure } from '../parts/failure.tsx';
import { FormProblem } from '../parts/form.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { PlainTable } from '../parts/plain-table.tsx';
import { ShownOnce } from '../parts/shown-once.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { roleNames } from '../words.ts';
import { HandOverCard } from './hand-over-card.tsx';
import { InviteDialog, type LinkMade } from './invite-dialog.tsx';
import { LoginDialog } from './login-dialog.tsx';
import { PageFrame } from './page-frame.tsx';

const useStyles = makeStyles({
  person: { display: 'grid', gap: '2px', minWidth: '150px' },
  name: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px 8px',
    fontWeight: 600,
  },
  email: {
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    overflowWrap: 'anywhere',
  },
  way: { display: 'inline-flex', alignItems: 'center', gap: '6px' },
  icon: { color: 'var(--gradeGood)' },
});

/** Who can sign in, with which roles; invitations; and handing over records of who leaves. */
export function PeoplePage() {
  const { t } = useLingui();
  const [isInviting, setInviting] = useState(false);
  const [link, setLink] = useState<LinkMade | null>(null);
  return (
    <PageFrame
      title={t`People`}
      lead={
        <Trans>
          Who can sign in and what they see: sellers their own records, managers those of their
          people too, operations all of them without subjects, administrators these settings.
        </Trans>
      }
    >
      <Card
        title={t`Logins`}
        caption={t`Somebody deactivated is signed out everywhere at once`}
        actions={
          <Button
            appearance="primary"
            icon={<PersonAddRegular />}
            onClick={() => {
              setLink(null);
              setInviting(true);
            }}
          >
            <Trans>Invite</Trans>
          </Button>
        }
      >
        {link !== null && (
          <ShownOnce secret={link.link}>
            <Trans>
              Give this link to the person, in a message to them alone. It is shown this once, works
              once, and holds for seven days.
            </Trans>
          </ShownOnce>
        )}
        <Logins onLink={setLink} />
      </Card>
      <Invitations />
      <HandOverCard />
      {isInviting && (
        <InviteDialog
          onCancel={() => setInviting(false)}
          onInvited={(made) => {
            setInviting(false);
            setLink(made);
          }}
        />
      )}
    </PageFrame>
  );
}

function Logins({ onLink }: { readonly onLink: (link: LinkMade) => void }) {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const { data, error, refetch } = useQuery(loginsQuery);
  const [chosen, setChosen] = useState<Login | null>(null);
  if (error !== null && data === undefined)
    return <Failure error={error} onRetry={() => refetch()} />;
  if (data === undefined)
    return <Waiting label={t`The logins are loading`} rows={4} rowHeight={64} />;
  return (
    <>
      <PlainTable
        label={t`Logins`}
        heads={[t`Person`, t`Roles`, t`Signs in with`, t`Last here`, '']}
        isEndAction
        rows={data.logins.map((login) => ({
          key: String(login.key),
          cells: [
            <PersonCell key="person" login={login} />,
            login.roles.length === 0
              ? t`none`
              : login.roles.map((role) => i18n._(roleNames[role])).join(', '),
            <WayCell key="way" login={login} />,
            login.signedInAt === null ? t`never` : formats.instantDay(login.signedInAt),
            <Button
              key="edit"
              size="small"
              disabled={login.demo}
              aria-label={t`Change ${login.name}`}
              onClick={() => setChosen(login)}
            >
              <Trans>Change</Trans>
            </Button>,
          ],
        }))}
      />
      {chosen !== null && (
        <LoginDialog
          login={chosen}
          onClose={() => setChosen(null)}
          onLink={(made) => {
            setChosen(null);
            onLink(made);
          }}
        />
      )}
    </>
  );
}

function PersonCell({ login }: { readonly login: Login }) {
  const styles = useStyles();
  return (
    <span className={styles.person}>
      <span className={styles.name}>
        {login.name}
        {login.current && (
          <Badge appearance="tint" color="brand">
            <Trans>you</Trans>
          </Badge>
        )}
        {!login.active && (
          <Badge appearance="tint" color="subtle">
            <Trans>deactivated</Trans>
          </Badge>
        )}
      </span>
      <span className={styles.email}>{login.email}</span>
    </span>
  );
}

function WayCell({ login }: { readonly login: Login }) {
  const styles = useStyles();
  if (login.demo) return <Trans>one click, in the demo</Trans>;
  if (!login.hasPassword) return <Trans>the organisation’s account</Trans>;
  return (
    <span className={styles.way}>
      <Trans>a password</Trans>
      {login.secondFactor && (
        <>
          <ShieldCheckmarkRegular fontSize={16} className={styles.icon} aria-hidden />
          <Trans>and a code</Trans>
        </>
      )}
    </span>
  );
}

function Invitations() {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const queries = useQueryClient();
  const { data } = useQuery(invitationsQuery);
  const withdrawing = useMutation({
    mutationFn: (key: number) => sent('DELETE', `invitations/${key}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: invitationsQuery.queryKey }),
  });
  const open = data?.invitations ?? [];
  return (
    <Card title={t`Open invitations`} caption={t`Links that can still be accepted`}>
      <FormProblem error={withdrawing.error} />
      {open.length === 0 ? (
        <Nothing>
          <Trans>There are none.</Trans>
        </Nothing>
      ) : (
        <PlainTable
          label={t`Open invitations`}
          heads={[t`Address`, t`Roles`, t`Holds until`, '']}
          isEndAction
          rows={open.map(({ key, email, name, roles, expiresAt }) => ({
            key: String(key),
            cells: [
              name === null ? email : `${name} · ${email}`,
              roles.map((role) => i18n._(roleNames[role])).join(', '),
              formats.instant(expiresAt),
              <Button
                key="withdraw"
                size="small"
                aria-label={t`Withdraw the invitation of ${email}`}
                disabledFocusable={withdrawing.isPending}
                onClick={() => withdrawing.mutate(key)}
              >
                <Trans>Withdraw</Trans>
              </Button>,
            ],
          }))}
        />
      )}
    </Card>
  );
}
