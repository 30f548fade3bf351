import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { HistoryRegular } from '@fluentui/react-icons';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Analytics } from '../../src/contract/api.ts';
import { useFormats } from '../app/formats.tsx';
import type { RecordSearch } from '../app/search.ts';
import { defaultDays, offeredDays } from '../data/collections.ts';
import { aboutQuery } from '../data/queries.ts';
import { dayOf, isDay } from '../days.ts';
import { notOnPaper } from '../parts/layout.ts';
import { Segments } from '../parts/segments.tsx';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: '12px 24px',
    ...notOnPaper,
  },
  asOf: { display: 'flex', alignItems: 'center', gap: '10px' },
  banner: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px 16px',
    padding: '10px 16px',
    borderRadius: tokens.borderRadiusLarge,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorBrandBackground2,
  },
  icon: { color: tokens.colorBrandForeground2 },
  text: { flex: '1 1 260px' },
});

type Props = {
  readonly search: RecordSearch;
  readonly days: number;
  readonly analytics: Analytics;
};

/** Over how many days, and as of when. */
export function RecordView({ search, days, analytics }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const navigate = useNavigate({ from: '/$collection/$id' });
  const { data: about } = useSuspenseQuery(aboutQuery);
  const today = dayOf(Date.parse(about.now), analytics.timeZone);
  const travel = (asOf: string | undefined) =>
    navigate({ search: (before) => ({ ...before, asOf }), resetScroll: false });
  // A window of another length makes the days of an opened figure meaningless.
  const look = (offered: number) =>
    navigate({
      search: (before) => ({
        ...before,
        days: offered === defaultDays ? undefined : offered,
        from: undefined,
        to: undefined,
      }),
      resetScroll: false,
    });
  const asOf = formats.instant(analytics.asOf);
  return (
    <>
      {search.asOf !== undefined && (
        <div className={styles.banner} role="status">
          <HistoryRegular fontSize={20} className={styles.icon} aria-hidden />
          <span className={styles.text}>
            <Trans>
              You see this record as of <strong>{asOf}</strong>. Nothing later is counted.
            </Trans>
          </span>
          <Button size="small" onClick={() => travel(undefined)}>
            <Trans>Back to now</Trans>
          </Button>
        </div>
      )}
      <div className={styles.bar}>
        <Segments
          label={t`Window of the figures`}
          options={offeredDays.map((value) => ({
            value,
            text: <Plural value={value} one="# day" other="# days" />,
          }))}
          chosen={days}
          onChoose={look}
        />
        <Field label={t`As of`} orientation="horizontal" className={styles.asOf}>
          <Input
            type="date"
            max={today}
            value={dayIn(search.asOf ?? about.now, analytics.timeZone)}
            onChange={(_event, { value }) => {
              if (isDay(value) && value <= today) travel(value === today ? undefined : value);
            }}
          />
        </Field>
      </div>
    </>
  );
}

function dayIn(asOf: string, timeZone: string): string {
  return isDay(asOf) ? asOf : dayOf(Date.parse(asOf), timeZone);
}
