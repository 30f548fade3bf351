import { makeStyles, tokens } from '@fluentui/react-components';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { Analytics } from '../../src/contract/api.ts';
import type { HealthState } from '../../src/model/vocabulary.ts';
import { useFormats } from '../app/formats.tsx';
import { addDays, dayOf } from '../days.ts';
import { LedgerLink } from '../parts/ledger-link.tsx';
import { Nothing } from '../parts/nothing.tsx';

const useStyles = makeStyles({
  box: {
    display: 'grid',
    gap: '10px',
    padding: '18px 20px',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground3,
    '& a': { color: tokens.colorBrandForegroundLink },
  },
});

type Props = {
  readonly analytics: Analytics;
  readonly state: Exclude<HealthState, 'scored'>;
};

/** Why there is no score, in a sentence, and what to look at instead. */
export function NoHealth({ analytics, state }: Props) {
  const styles = useStyles();
  return (
    <div className={styles.box}>
      <Nothing>
        <Reason state={state} isAccount={analytics.record.type === 'account'} />
      </Nothing>
      {state === 'notApplicable' && <BeforeItClosed analytics={analytics} />}
      {state === 'noClosedActivities' && Object.keys(analytics.excluded).length > 0 && (
        <LedgerLink filter={{ counted: 'no' }}>
          <Trans>See what was left out, and why</Trans>
        </LedgerLink>
      )}
    </div>
  );
}

function Reason({
  state,
  isAccount,
}: {
  readonly state: Props['state'];
  readonly isAccount: boolean;
}) {
  switch (state) {
    case 'notEnoughInfo':
      return isAccount ? (
        <Trans>
          None of this account’s contacts and open opportunities has a score yet, so there is
          nothing to sum up.
        </Trans>
      ) : (
        <Trans>
          There is too little to judge by: fewer than 2 activities count in the last 180 days. The
          score appears with the second one.
        </Trans>
      );
    case 'noClosedActivities':
      return (
        <Trans>
          Nothing that counts has happened yet. The first email, meeting or phone call shows up here
          as soon as it is read.
        </Trans>
      );
    case 'notApplicable':
      return (
        <Trans>
          This record is closed, and only open ones are scored. What happened is kept and shown
          below.
        </Trans>
      );
    case 'pending':
      return <Trans>The score is being computed. This page refreshes by itself.</Trans>;
    case 'hidden':
      return <Trans>Your organisation does not show the health of relationships.</Trans>;
    case 'failed':
      return (
        <Trans>
          The score could not be computed. The server’s log says why; the rest is right.
        </Trans>
      );
  }
}

/** Closed records can be looked at as they stood the day before. */
function BeforeItClosed({ analytics: { record, timeZone } }: { readonly analytics: Analytics }) {
  const formats = useFormats();
  if (record.closedAt === null) return null;
  const before = addDays(dayOf(Date.parse(record.closedAt), timeZone), -1);
  const day = formats.day(before);
  return (
    <Link from="/$collection/$id" to="." search={(search) => ({ ...search, asOf: before })}>
      <Trans>See it as of {day}, the day before it closed</Trans>
    </Link>
  );
}
