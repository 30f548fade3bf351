import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import type { LedgerRow } from '../../src/contract/figures.ts';
import type { madePrivateSchema } from '../../src/contract/rights.ts';
import { useAnnounce } from '../app/announcer.tsx';
import { type Never, neverQuery } from '../data/account.ts';
import { fetched, sent } from '../data/client.ts';
import { Done } from '../parts/done.tsx';
import { FormProblem } from '../parts/form.tsx';

const useStyles = makeStyles({
  box: {
    display: 'grid',
    gap: '10px',
    '& summary': {
      width: 'fit-content',
      padding: '3px 0',
      borderRadius: tokens.borderRadiusSmall,
      color: tokens.colorNeutralForeground2,
      cursor: 'pointer',
    },
    '& summary:hover': { color: tokens.colorNeutralForeground1 },
    '& summary:focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  ways: { display: 'grid', justifyItems: 'start', gap: '8px', paddingTop: '8px' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  address: { overflowWrap: 'anywhere', whiteSpace: 'normal', textAlign: 'start' },
  quiet: { maxWidth: '70ch', color: tokens.colorNeutralForeground2 },
});

type Private = { readonly whole: 'activity' | 'conversation'; readonly private: boolean };
type Made = z.output<typeof madePrivateSchema>;

/** What somebody who takes part in an activity may decide about it: that it is private, or with whom they never count. */
export function KeepOut({ row }: { readonly row: LedgerRow }) {
  const styles = useStyles();
  const { t } = useLingui();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const told = () => {
    announce(t`Done; the figures are computed again`);
    // A lost event would leave the page as it was.
    return queries.invalidateQueries({ queryKey: ['ledger'] });
  };
  const hiding = useMutation({
    mutationFn: (wanted: Private) =>
      sent<Made>('POST', 'me/private', { activity: row.id, ...wanted }),
    onSuccess: told,
  });
  const leaving = useMutation({
    mutationFn: async (address: string) => {
      const { addresses } = await fetched<Never>('me/never', new AbortController().signal);
      return sent<Never>('PUT', 'me/never', { addresses: [...addresses, address] });
    },
    onSuccess: (kept) => {
      queries.setQueryData(neverQuery.queryKey, kept);
      return told();
    },
  });
  // Only who takes part knows whether they have shown it.
  if (row.shared === null) return null;

  const isPrivate = row.reason === 'private';
  const theirs = row.participants.filter(({ internal }) => !internal).slice(0, 6);
  const changed = hiding.data?.activities;
  return (
    <details className={styles.box}>
      <summary>
        <Trans>Keep it out</Trans>
      </summary>
      <div className={styles.ways}>
        <p className={styles.quiet}>
          <Trans>
            What is private counts nowhere. You alone decide about what you take part in, and can
            take it back.
          </Trans>
        </p>
        <div className={styles.buttons}>
          <Button
            size="small"
            disabledFocusable={hiding.isPending}
            onClick={() => hiding.mutate({ whole: 'activity', private: !isPrivate })}
          >
            {isPrivate ? <Trans>It is not private</Trans> : <Trans>This is private</Trans>}
          </Button>
          {row.kind === 'email' && (
            <Button
              size="small"
              disabledFocusable={hiding.isPending}
              onClick={() => hiding.mutate({ whole: 'conversation', private: !isPrivate })}
            >
              {isPrivate ? (
                <Trans>Nothing of its conversation is private</Trans>
              ) : (
                <Trans>Its whole conversation is private</Trans>
              )}
            </Button>
          )}
          {theirs.map(({ address }) => (
            <Button
              key={address}
              size="small"
              appearance="subtle"
              className={styles.address}
              disabledFocusable={leaving.isPending}
              onClick={() => leaving.mutate(address)}
            >
              <Trans>Never analyse me with {address}</Trans>
            </Button>
          ))}
        </div>
        <FormProblem error={hiding.error ?? leaving.error} />
        {changed === 0 && (
          <p className={styles.quiet}>
            <Trans>Nothing changed: the source itself calls it private, or did already.</Trans>
          </p>
        )}
        {changed !== undefined && changed > 0 && (
          <Done>
            <Plural value={changed} one="# activity changed" other="# activities changed" />
          </Done>
        )}
        {leaving.isSuccess && (
          <Done>
            <span>
              <Trans>
                Noted. The whole list stands on <Link to="/account">your account’s page</Link>.
              </Trans>
            </span>
          </Done>
        )}
      </div>
    </details>
  );
}
