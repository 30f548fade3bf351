import { makeStyles, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import type { Analytics } from '../../src/contract/api.ts';
import { useFormats } from '../app/formats.tsx';
import { paintOf } from '../charts/series.ts';
import { Card } from '../parts/card.tsx';
import { LedgerLink, windowOf } from '../parts/ledger-link.tsx';
import { Nothing } from '../parts/nothing.tsx';

const useStyles = makeStyles({
  ratio: { fontSize: '30px', lineHeight: '36px', fontWeight: 650, letterSpacing: '-0.02em' },
  text: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  counts: { display: 'flex', justifyContent: 'space-between', fontVariantNumeric: 'tabular-nums' },
});

type Props = { readonly analytics: Analytics; readonly className?: string | undefined };

/** How many emails we send for each one that comes back. */
export function EmailRatioWidget({ analytics, className }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const { emailsSent, emailsReceived, emailRatioByUs, emailRatioByThem } = analytics.figures.window;
  const span = formats.span(analytics.asOf, analytics.days);
  const window = windowOf(analytics);
  const [sent, received] = [formats.count(emailsSent), formats.count(emailsReceived)];
  return (
    <Card
      title={t`Emails sent and received`}
      className={className}
      caption={t`Sent for each one received, ${span}`}
      how={
        <Trans>
          Emails that count, by us divided by those by them. Around 1 is a conversation.
        </Trans>
      }
    >
      {emailsSent + emailsReceived === 0 ? (
        <Nothing>
          <Trans>No email counted in this window.</Trans>
        </Nothing>
      ) : (
        <>
          <div>
            <p className={styles.ratio}>
              {emailRatioByUs === null ? '–' : formats.ratio(emailRatioByUs)}
            </p>
            <p className={styles.text}>
              {emailRatioByUs === null ? (
                <Trans>They have not written in this window, so there is no ratio.</Trans>
              ) : emailRatioByThem === null ? (
                <Trans>We have not written in this window.</Trans>
              ) : (
                <Trans>
                  sent for each one received; the other way round {formats.ratio(emailRatioByThem)}
                </Trans>
              )}
            </p>
          </div>
          <Balance sent={emailsSent} received={emailsReceived} />
          <p className={styles.counts}>
            <LedgerLink filter={{ ...window, kind: 'email', side: 'us', counted: 'yes' }}>
              <Trans>{sent} sent</Trans>
            </LedgerLink>
            <LedgerLink filter={{ ...window, kind: 'email', side: 'them', counted: 'yes' }}>
              <Trans>{received} received</Trans>
            </LedgerLink>
          </p>
        </>
      )}
    </Card>
  );
}

function Balance({ sent, received }: { readonly sent: number; readonly received: number }) {
  const share = (sent / (sent + received)) * 100;
  const [us, them] = [
    paintOf({ kind: 'email', side: 'us' }),
    paintOf({ kind: 'email', side: 'them' }),
  ];
  return (
    <svg width="100%" height="16" aria-hidden="true" focusable="false" display="block">
      {sent > 0 && (
        <rect x="0.7" y="1" height="14" rx="4" {...us} style={{ width: `calc(${share}% - 3px)` }} />
      )}
      {received > 0 && (
        <rect
          y="1"
          height="14"
          rx="4"
          strokeWidth="1.4"
          {...them}
          style={{ x: `calc(${share}% + 1px)`, width: `calc(${100 - share}% - 2.4px)` }}
        />
      )}
    </svg>
  );
}
