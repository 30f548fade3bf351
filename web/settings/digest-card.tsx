import { makeStyles, tokens } from '@fluentui/react-components';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { Digests } from '../../src/contract/cards.ts';
import { useFormats } from '../app/formats.tsx';
import { digestsQuery } from '../data/administration.ts';
import { Card } from '../parts/card.tsx';
import { Failure } from '../parts/failure.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { PlainTable } from '../parts/plain-table.tsx';
import { Waiting } from '../parts/waiting.tsx';

const useStyles = makeStyles({
  text: { lineHeight: '22px', textWrap: 'pretty', fontVariantNumeric: 'tabular-nums' },
  code: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
});

/** Whether digests go out, and which did not. */
export function DigestCard() {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(digestsQuery);
  return (
    <Card
      title={t`Digest by email`}
      caption={t`The cards of whoever wants that, at 7:00 of their time on working days; the last two weeks`}
    >
      {error !== null && data === undefined && <Failure error={error} onRetry={() => refetch()} />}
      {data === undefined && error === null && (
        <Waiting label={t`The digests are loading`} rows={4} />
      )}
      {data !== undefined && <Standing digests={data} />}
    </Card>
  );
}

function Standing({ digests }: { readonly digests: Digests }) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const { from, readers, sent, lastSentAt, troubles } = digests;
  if (from === null) {
    return (
      <Nothing>
        <Trans>
          No mail server is set. Whoever runs Rapport sets RAPPORT_SMTP_URL and RAPPORT_MAIL_FROM;
          then everybody may ask for a digest on their account page.
        </Trans>
      </Nothing>
    );
  }
  const last = lastSentAt === null ? '–' : formats.instant(lastSentAt);
  return (
    <>
      <p className={styles.text}>
        <Plural value={readers} one="# person wants it." other="# people want it." />{' '}
        <Plural value={sent} one="# was sent" other="# were sent" />{' '}
        <Trans>
          by {from}, the last one: {last}.
        </Trans>
      </p>
      {troubles.length === 0 ? (
        <Nothing>
          <Trans>None has failed.</Trans>
        </Nothing>
      ) : (
        <PlainTable
          label={t`Digests that were not sent`}
          heads={[t`Person`, t`Day`, t`What happened`, t`Mail server`, t`Next try`]}
          rows={troubles.map(({ name, day, state, reason, attempts, nextAt }) => ({
            key: `${name} ${day}`,
            cells: [
              name,
              formats.day(day),
              state === 'failed' ? (
                <Plural
                  key="failed"
                  value={attempts}
                  one="It failed once"
                  other="It failed # times"
                />
              ) : (
                t`Nobody knows whether it arrived, so it is not sent twice`
              ),
              <span key="reason" className={styles.code}>
                {reason ?? '–'}
              </span>,
              nextAt === null ? t`none` : formats.clock(nextAt),
            ],
          }))}
        />
      )}
    </>
  );
}
