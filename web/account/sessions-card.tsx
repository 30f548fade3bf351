import { Badge, Button, makeStyles, tokens } from '@fluentui/react-components';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useFormats } from '../app/formats.tsx';
import { ownSessionsQuery } from '../data/account.ts';
import { sent } from '../data/client.ts';
import { Card } from '../parts/card.tsx';
import { Failure } from '../parts/failure.tsx';
import { FormFoot, FormProblem } from '../parts/form.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { clientName } from './client-name.ts';

const useStyles = makeStyles({
  list: { display: 'grid' },
  session: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    alignItems: 'center',
    gap: '2px 16px',
    padding: '10px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    ':first-child': { borderTop: 'none', paddingTop: 0 },
  },
  client: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 10px' },
  when: {
    gridColumn: 1,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    fontVariantNumeric: 'tabular-nums',
  },
  end: { gridColumn: 2, gridRow: '1 / span 2' },
});

/** Where one is signed in, and a way to end what one does not know. */
export function SessionsCard() {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(ownSessionsQuery);
  const ending = useMutation({
    mutationFn: (key: number | 'others') =>
      sent<unknown>('DELETE', key === 'others' ? 'me/sessions' : `me/sessions/${key}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ownSessionsQuery.queryKey }),
  });
  const others = data?.sessions.filter(({ current }) => !current).length ?? 0;
  return (
    <Card
      title={t`Where you are signed in`}
      caption={t`A session ends after 12 hours without a visit, and after 14 days at the latest.`}
    >
      {error !== null && <Failure error={error} onRetry={() => refetch()} />}
      {data === undefined && error === null && (
        <Waiting label={t`The sessions are loading`} rows={4} />
      )}
      <ul className={styles.list}>
        {data?.sessions.map(({ key, client, beganAt, seenAt, current }) => {
          const name = clientName(client) ?? t`An unknown browser`;
          const began = formats.instant(beganAt);
          const seen = formats.instant(seenAt);
          return (
            <li key={key} className={styles.session}>
              <span className={styles.client}>
                {name}
                {current && (
                  <Badge appearance="tint" color="success">
                    <Trans>this one</Trans>
                  </Badge>
                )}
              </span>
              <span className={styles.when}>
                <Trans>
                  since {began} · last seen {seen}
                </Trans>
              </span>
              {!current && (
                <Button
                  size="small"
                  className={styles.end}
                  aria-label={t`End the session of ${name} since ${began}`}
                  disabledFocusable={ending.isPending}
                  onClick={() => ending.mutate(key)}
                >
                  <Trans>End</Trans>
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <FormProblem error={ending.error} />
      {others > 1 && (
        <FormFoot>
          <Button disabledFocusable={ending.isPending} onClick={() => ending.mutate('others')}>
            <Plural value={others} one="End the other one" other="End the # others" />
          </Button>
        </FormFoot>
      )}
    </Card>
  );
}
