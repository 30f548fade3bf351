import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Analytics, Collection } from '../../src/contract/api.ts';
import { useFormats } from '../app/formats.tsx';
import { aboutQuery, settingsChangesQuery, timelineQuery } from '../data/queries.ts';
import { Card } from '../parts/card.tsx';
import { Failure } from '../parts/failure.tsx';
import { notOnPaper } from '../parts/layout.ts';
import { Nothing } from '../parts/nothing.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { entryKey, pastEntries, upcomingEntries } from './timeline-entries.ts';
import { TimelineLine } from './timeline-line.tsx';

const useStyles = makeStyles({
  list: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)' },
  now: {
    display: 'flex',
    alignItems: 'center',
    gap: '10px',
    padding: '2px 0 14px',
    fontSize: tokens.fontSizeBase200,
    fontWeight: 600,
    color: tokens.colorBrandForeground2,
    '::after': { content: '""', flex: 1, height: '1px', backgroundColor: 'currentcolor' },
  },
  more: { justifySelf: 'start', marginBottom: '10px', ...notOnPaper },
  earlier: { justifySelf: 'center', ...notOnPaper },
});

type Props = {
  readonly collection: Collection;
  readonly analytics: Analytics;
  /** ISO instant; null: now. */
  readonly asOf: string | null;
  readonly className?: string | undefined;
};

/** So much of what is to come is seen before somebody asks for more. */
const fewUpcoming = 3;

/** What took place and what is to come, with the answers to emails, and the days on which health changed. */
export function TimelineWidget({ collection, analytics, asOf, className }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const [isWhole, setWhole] = useState(false);
  const { data: about } = useSuspenseQuery(aboutQuery);
  const { timeZone } = analytics;
  const { id } = analytics.record;
  const timeline = useInfiniteQuery(timelineQuery({ collection, id }, asOf));
  const settings = useQuery({ ...settingsChangesQuery, enabled: about.shown.health });
  const pages = timeline.data?.pages ?? [];
  const [first] = pages;
  const past = pastEntries({ pages, settingsChanges: settings.data?.changes ?? [], timeZone });
  const toCome = first === undefined ? [] : upcomingEntries(first, isWhole ? 99 : fewUpcoming);
  const hidden = (first?.upcomingTotal ?? 0) - toCome.length;
  const isMoreKnown = !isWhole && (first?.upcoming.length ?? 0) > toCome.length;
  return (
    <Card
      title={t`Timeline`}
      isLong
      className={className}
      caption={
        about.shown.health
          ? t`What counts and what is to come, latest first, and the days of the last half year on which the grade changed`
          : t`What counts and what is to come, latest first`
      }
    >
      {timeline.isError && first === undefined ? (
        <Failure error={timeline.error} onRetry={() => timeline.refetch()} />
      ) : first === undefined ? (
        <Waiting label={t`The timeline is loading`} rows={10} rowHeight={46} />
      ) : toCome.length + past.length === 0 ? (
        <Nothing>
          <Trans>
            Nothing has taken place yet, and nothing is planned. Meetings, calls and emails with its
            people appear here as soon as they are read.
          </Trans>
        </Nothing>
      ) : (
        <div className={styles.list}>
          {hidden > 0 && isMoreKnown && (
            <Button
              size="small"
              appearance="subtle"
              className={styles.more}
              onClick={() => setWhole(true)}
            >
              <Plural value={hidden} one="# more to come" other="# more to come" />
            </Button>
          )}
          {toCome.length > 0 && (
            <>
              <ol aria-label={t`To come`}>
                {toCome.map((entry) => (
                  <TimelineLine key={entryKey(entry)} entry={entry} now={first.asOf} />
                ))}
              </ol>
              <p className={styles.now}>{formats.instant(first.asOf)}</p>
            </>
          )}
          <ol aria-label={t`So far`}>
            {past.map((entry) => (
              <TimelineLine key={entryKey(entry)} entry={entry} now={first.asOf} />
            ))}
          </ol>
          {timeline.hasNextPage && (
            <Button
              className={styles.earlier}
              disabledFocusable={timeline.isFetchingNextPage}
              onClick={() => timeline.fetchNextPage()}
            >
              {timeline.isFetchingNextPage ? <Trans>Loading…</Trans> : <Trans>Show earlier</Trans>}
            </Button>
          )}
        </div>
      )}
    </Card>
  );
}
