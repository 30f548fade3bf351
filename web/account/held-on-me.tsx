import { Button, Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { HeldSection, OptedOut } from '../../src/contract/rights.ts';
import { useFormats } from '../app/formats.tsx';
import { looksQuery } from '../data/account.ts';
import { sent } from '../data/client.ts';
import { Card } from '../parts/card.tsx';
import { Done } from '../parts/done.tsx';
import { Failure } from '../parts/failure.tsx';
import { FormFoot, FormProblem } from '../parts/form.tsx';
import { Loading } from '../parts/loading.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { PlainTable } from '../parts/plain-table.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: '12px' },
  part: { display: 'grid', gap: '8px' },
  head: { fontWeight: 600 },
  text: { color: tokens.colorNeutralForeground2, lineHeight: '20px', textWrap: 'pretty' },
});

export const sectionWords: Readonly<Record<HeldSection, MessageDescriptor>> = {
  person: msg`Person`,
  records: msg`Records`,
  figures: msg`Figures`,
  activities: msg`Activities`,
  sources: msg`Sources`,
  rejects: msg`Rejected`,
  cards: msg`Cards`,
  access: msg`Sign-in`,
  looks: msg`Who looked`,
};

/** Links that download everything held on a person: as one file, or one table of it. */
export function HeldDownloads({ path }: { readonly path: string }) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const [section, setSection] = useState<string>('activities');
  return (
    <div className={styles.row}>
      <Button as="a" icon={<ArrowDownloadRegular />} href={`/api/v1/${path}/export`} download>
        <Trans>Everything (JSON)</Trans>
      </Button>
      <Field label={t`One table of it`}>
        <Select value={section} onChange={(_event, { value }) => setSection(value)}>
          {Object.entries(sectionWords).map(([name, word]) => (
            <option key={name} value={name}>
              {i18n._(word)}
            </option>
          ))}
        </Select>
      </Field>
      <Button
        as="a"
        icon={<ArrowDownloadRegular />}
        href={`/api/v1/${path}/export.csv?section=${section}`}
        download
      >
        CSV
      </Button>
    </div>
  );
}

/** What is held on who has signed in, and how to be left out. */
export function HeldOnMe() {
  const styles = useStyles();
  const { t } = useLingui();
  const leaving = useMutation({
    mutationFn: (optedOut: boolean) => sent<OptedOut>('PUT', 'me/opt-out', { optedOut }),
  });
  return (
    <Card
      title={t`What is held on me`}
      caption={t`Your records, figures and activities, how each number came about, and who looked`}
    >
      <HeldDownloads path="me" />
      <div className={styles.part}>
        <h3 className={styles.head}>
          <Trans>Leave me out</Trans>
        </h3>
        <p className={styles.text}>
          <Trans>
            Nothing that you take part in counts any more, for any record, and your name stands in
            no figure. It can be taken back.
          </Trans>
        </p>
        <FormProblem error={leaving.error} />
        <FormFoot>
          <Button disabledFocusable={leaving.isPending} onClick={() => leaving.mutate(true)}>
            <Trans>Leave me out</Trans>
          </Button>
          <Button
            appearance="subtle"
            disabledFocusable={leaving.isPending}
            onClick={() => leaving.mutate(false)}
          >
            <Trans>Count me in again</Trans>
          </Button>
          {leaving.data !== undefined && (
            <Done>
              {leaving.data.optedOut ? (
                <Trans>You are left out</Trans>
              ) : (
                <Trans>You are counted in</Trans>
              )}
            </Done>
          )}
        </FormFoot>
      </div>
    </Card>
  );
}

/** Who looked at the figures of one's records. */
export function WhoLooked() {
  const { t } = useLingui();
  const formats = useFormats();
  const { data, error, refetch } = useQuery(looksQuery);
  const looks = data?.looks ?? [];
  return (
    <Card
      title={t`Who looked`}
      caption={t`Colleagues who opened figures of your records, once per day and record`}
    >
      {error !== null && <Failure error={error} onRetry={() => refetch()} />}
      {data === undefined && error === null && <Loading label={t`It is loading`} />}
      {data !== undefined && looks.length === 0 && (
        <Nothing>
          <Trans>Nobody has, so far.</Trans>
        </Nothing>
      )}
      {looks.length > 0 && (
        <PlainTable
          label={t`Who looked`}
          heads={[t`When`, t`Who`, t`At what`]}
          rows={looks.slice(0, 50).map(({ on, by, record, list }) => ({
            key: `${on} ${by} ${record?.id ?? list}`,
            cells: [
              formats.instantDay(on),
              by ?? t`somebody who has left`,
              record?.name ?? t`a list with your records`,
            ],
          }))}
        />
      )}
    </Card>
  );
}
