import { Button, Field, makeStyles, Select } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { HeldSection } from '../../src/contract/rights.ts';
import { useFormats } from '../app/formats.tsx';
import { looksQuery } from '../data/account.ts';
import { Card } from '../parts/card.tsx';
import { Failure } from '../parts/failure.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { PlainTable } from '../parts/plain-table.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { LeaveOut } from './leave-out.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: '12px' },
  part: { display: 'grid', gap: '8px' },
  head: { fontWeight: 600 },
});

const sectionWords: Readonly<Record<HeldSection, MessageDescriptor>> = {
  person: msg`Person`,
  records: msg`Records`,
  figures: msg`Figures`,
  activities: msg`Activities`,
  introductions: msg`Introductions that were asked for`,
  sources: msg`Sources`,
  rejects: msg`Rejected`,
  cards: msg`Cards`,
  news: msg`News`,
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
        <LeaveOut path="me">
          <Trans>
            Left out, nothing that you take part in counts any more, for any record, and your name
            stands in no figure. It can be taken back.
          </Trans>
        </LeaveOut>
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
      {data === undefined && error === null && <Waiting label={t`It is loading`} rows={4} />}
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
