import { Badge, Link, makeStyles, Switch, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import type { Source, SourceChange } from '../../src/contract/sources.ts';
import { useFormats } from '../app/formats.tsx';
import { sourcesQuery } from '../data/administration.ts';
import { sent } from '../data/client.ts';
import { Card } from '../parts/card.tsx';
import { FormProblem } from '../parts/form.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { PlainTable } from '../parts/plain-table.tsx';
import { ConsentCell } from './consent-cell.tsx';
import { ImportCard } from './import-card.tsx';
import { PageFrame } from './page-frame.tsx';

const useStyles = makeStyles({
  name: { display: 'grid', gap: '2px', minWidth: '140px' },
  newer: { fontSize: tokens.fontSizeBase200, justifySelf: 'start' },
  kind: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
});

/** Where things come from: what was read, with whose consent, and a way to bring in a file. */
export function SourcesPage() {
  const styles = useStyles();
  const { t } = useLingui();
  const queries = useQueryClient();
  const { data } = useSuspenseQuery(sourcesQuery);
  const changing = useMutation({
    mutationFn: ({ id, change }: { readonly id: number; readonly change: SourceChange }) =>
      sent<unknown>('PATCH', `sources/${id}`, change),
    onSuccess: () => queries.invalidateQueries({ queryKey: sourcesQuery.queryKey }),
  });
  return (
    <PageFrame
      title={t`Sources`}
      lead={
        <Trans>
          Where mail, calendars and records come from. Message bodies are read past and never
          stored.
        </Trans>
      }
    >
      <Card
        title={t`All sources`}
        caption={t`When each was last read to its end, until when it knows, and who consented to it. A file knows nothing later than the last activity in it: who has gone quiet is told as of that day.`}
      >
        <FormProblem error={changing.error} />
        {data.sources.length === 0 ? (
          <Nothing>
            <Trans>Nothing has been read in yet. Begin with a file below.</Trans>
          </Nothing>
        ) : (
          <PlainTable
            label={t`All sources`}
            heads={[t`Source`, t`Last read`, t`Leave out bulk mail`, t`Consent`]}
            rows={data.sources.map((source) => ({
              key: String(source.id),
              cells: [
                <span key="name" className={styles.name}>
                  {source.name}
                  <span className={styles.kind}>{source.kind}</span>
                </span>,
                <Knowledge key="known" source={source} />,
                <BulkSwitch
                  key="bulk"
                  source={source}
                  onChange={(bulkRule) => changing.mutate({ id: source.id, change: { bulkRule } })}
                />,
                <ConsentCell
                  key="consent"
                  source={source}
                  isBusy={changing.isPending}
                  onChange={(consent) => changing.mutate({ id: source.id, change: { consent } })}
                />,
              ],
            }))}
          />
        )}
      </Card>
      <ImportCard sources={data.sources} />
    </PageFrame>
  );
}

/** When it was read, and of a file how far it goes; what is out of date is marked. */
function Knowledge({ source }: { readonly source: Source }) {
  const styles = useStyles();
  const formats = useFormats();
  const { syncedAt, endedAt, isFile, isOutdated } = source;
  if (syncedAt === null) {
    return (
      <Badge appearance="tint" color="warning">
        <Trans>not to its end</Trans>
      </Badge>
    );
  }
  const day = endedAt === null ? null : formats.instantDay(endedAt);
  return (
    <span className={styles.name}>
      {formats.instant(syncedAt)}
      {isFile ? (
        <span className={styles.kind}>
          <Trans>file, knows until {day}</Trans>
        </span>
      ) : (
        isOutdated && (
          <Badge appearance="tint" color="warning">
            <Trans>out of date</Trans>
          </Badge>
        )
      )}
      {isFile && isOutdated && (
        <Link href="#import" className={styles.newer}>
          <Trans>Import a newer file</Trans>
        </Link>
      )}
    </span>
  );
}

function BulkSwitch({
  source,
  onChange,
}: {
  readonly source: Source;
  readonly onChange: (isOn: boolean) => void;
}) {
  const { t } = useLingui();
  const { name } = source;
  return (
    <Switch
      checked={source.bulkRule}
      aria-label={t`Leave out bulk mail of ${name}`}
      onChange={(_event, { checked }) => onChange(checked)}
    />
  );
}
