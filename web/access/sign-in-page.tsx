import { MessageBar, MessageBarBody, makeStyles } from '@fluentui/react-components';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { OpenIdProblem } from '../../src/contract/openid.ts';
import { sessionQuery } from '../data/session.ts';
import { DemoEntrance } from './demo-entrance.tsx';
import { Entrance } from './entrance.tsx';
import { SignInForm } from './sign-in-form.tsx';

const route = getRouteApi('/sign-in');

const useStyles = makeStyles({
  bar: { width: '100%', maxWidth: '420px', marginBottom: '16px', borderRadius: '8px' },
  text: { paddingBlock: '8px', whiteSpace: 'normal' },
});

/** The ways in: a password, the organisation's own sign-in, and one click in the demo. */
export function SignInPage() {
  const { t } = useLingui();
  const { to, over, problem } = route.useSearch();
  const { me, ways, setUpNeeded } = useSuspenseQuery(sessionQuery).data;
  if (me !== null) return <GoOn to={to ?? '/'} />;
  const form = <SignInForm openId={ways.openId} to={to} />;
  return (
    <>
      <Told over={over === true} problem={problem} />
      {ways.demo !== null ? (
        <DemoEntrance people={ways.demo}>{form}</DemoEntrance>
      ) : setUpNeeded ? (
        <Entrance
          title={t`Not set up yet`}
          lead={
            <Trans>
              The server printed a link for the first administrator when it started. Open that link;
              the command <code>rapport set-up</code> prints a new one.
            </Trans>
          }
        />
      ) : (
        <Entrance title={t`Sign in`}>{form}</Entrance>
      )}
    </>
  );
}

/** On to where one wanted to be, which takes the place of this page. */
function GoOn({ to }: { readonly to: string }) {
  const { history } = useRouter();
  useEffect(() => history.replace(to), [history, to]);
  return null;
}

function Told({ over, problem }: { readonly over: boolean; readonly problem: string | undefined }) {
  const styles = useStyles();
  const { i18n } = useLingui();
  const words = Object.entries(openIdWords).find(([code]) => code === problem)?.[1];
  if (!over && words === undefined) return null;
  return (
    <MessageBar
      intent={words === undefined ? 'info' : 'warning'}
      layout="multiline"
      className={styles.bar}
    >
      <MessageBarBody className={styles.text}>
        {words === undefined ? (
          <Trans>You have been signed out. Sign in to go on where you were.</Trans>
        ) : (
          i18n._(words)
        )}
      </MessageBarBody>
    </MessageBar>
  );
}

const openIdWords: Readonly<Record<OpenIdProblem, MessageDescriptor>> = {
  openid_off: msg`There is no sign-in with an account of the organisation here.`,
  openid_away: msg`The sign-in of the organisation does not answer. Try again later.`,
  openid_refused: msg`The sign-in of the organisation did not let you in.`,
  openid_over: msg`That took too long, or was begun in another browser. Try once more.`,
  openid_invalid: msg`What the sign-in of the organisation answered could not be verified.`,
  openid_unverified: msg`The sign-in of the organisation has not verified your address.`,
  openid_unknown: msg`Nobody has invited you yet. Ask an administrator.`,
};
