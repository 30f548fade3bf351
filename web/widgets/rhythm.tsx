import { makeStyles, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Analytics, Collection } from '../../src/contract/api.ts';
import type { Rhythm } from '../../src/contract/rhythm.ts';
import { useFormats } from '../app/formats.tsx';
import { type ContactDay, RhythmStrip } from '../charts/rhythm-strip.tsx';
import { TableSwitch } from '../charts/table-switch.tsx';
import { rhythmQuery } from '../data/rhythm.ts';
import { Asked } from '../parts/asked.tsx';
import { Card } from '../parts/card.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { FigureTable } from '../parts/plain-table.tsx';
import { places } from './places.ts';
import { RhythmSentence, RhythmState } from './rhythm-words.tsx';

const useStyles = makeStyles({
  summary: { display: 'grid', gap: '6px' },
  organization: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    color: tokens.colorNeutralForeground2,
  },
});

type Props = {
  readonly collection: Collection;
  readonly analytics: Analytics;
  readonly asOf: string | null;
  readonly className?: string | undefined;
};

/** How often they get in touch, and whether they have gone quiet by their own rhythm. */
export function RhythmWidget({ collection, analytics, asOf, className }: Props) {
  const { t } = useLingui();
  const formats = useFormats();
  const [isTable, setTable] = useState(false);
  const query = useQuery(rhythmQuery({ collection, id: analytics.record.id, asOf }));
  const day = formats.instantDay(analytics.asOf);
  return (
    <Card
      id={places.rhythm}
      title={t`Rhythm`}
      className={className}
      caption={t`Working days between days on which they wrote, met us or spoke with us; the two years before ${day}`}
      how={
        <Trans>
          Holidays and days without working hours are left out. The gaps of this record are put
          together with those of the organisation, which weigh as much as three gaps: what is longer
          than 95 % of the gaps that such a rhythm makes is unusual. Nobody has gone quiet with
          fewer than three contact days, before five working days have passed, with a meeting
          booked, or while what their contact came from was not read for two days. What comes from a
          file is told as of the last day in it.
        </Trans>
      }
      actions={<TableSwitch isTable={isTable} onSwitch={setTable} />}
    >
      <Asked query={query} waiting={t`The rhythm is computed`} rows={4} rowHeight={52}>
        {(data) => <Told rhythm={data} isTable={isTable} />}
      </Asked>
    </Card>
  );
}

function Told({ rhythm, isTable }: { readonly rhythm: Rhythm; readonly isTable: boolean }) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const { usualGap, sampledOf } = rhythm.organization;
  const usual = formats.points(usualGap);
  const contacts = formats.count(rhythm.organization.contacts);
  const total = formats.count(sampledOf ?? 0);
  return (
    <>
      <div className={styles.summary}>
        <RhythmState rhythm={rhythm} />
        <RhythmSentence rhythm={rhythm} />
      </div>
      {rhythm.presentGap === null ? (
        <Nothing>
          <Trans>
            They have not written, met us or spoken with us within two years: there is no rhythm to
            show.
          </Trans>
        </Nothing>
      ) : isTable ? (
        <FigureTable
          label={t`Contact days`}
          heads={[t`Contact day`, t`Working days since the one before`]}
          rows={rhythm.days.toReversed().map(({ on, gap }) => ({
            key: on,
            cells: [formats.weekday(on), gap === null ? '–' : formats.count(gap)],
          }))}
        />
      ) : (
        <Strip rhythm={rhythm} presentGap={rhythm.presentGap} />
      )}
      <p className={styles.organization}>
        {sampledOf === null ? (
          <Trans>Over all contacts of the organisation it is usually {usual} working days.</Trans>
        ) : (
          <Trans>
            Over the contacts of the organisation it is usually {usual} working days, by a sample of
            them: {contacts} with a rhythm, chosen by chance out of {total} contacts.
          </Trans>
        )}
      </p>
    </>
  );
}

function Strip({ rhythm, presentGap }: { readonly rhythm: Rhythm; readonly presentGap: number }) {
  const { t } = useLingui();
  const formats = useFormats();
  const navigate = useNavigate({ from: '/$collection/$id' });
  const { days, on, usualGap, allowedGap } = rhythm;
  const labelOf = (day: ContactDay | null) => {
    const gap = formats.count(day === null ? presentGap : (day.gap ?? 0));
    if (day === null) return t`Since then ${gap} working days without contact`;
    const on = formats.weekday(day.on);
    return day.gap === null ? t`${on}: contact` : t`${on}: contact after ${gap} working days`;
  };
  const [usual, allowed] = [formats.count(usualGap ?? 0), formats.count(allowedGap ?? 0)];
  return (
    <RhythmStrip
      days={days}
      today={on}
      presentGap={presentGap}
      usualGap={usualGap}
      allowedGap={allowedGap}
      words={{
        usual: t`usual: ${usual}`,
        allowed: t`within their rhythm: up to ${allowed}`,
        dayText: formats.shortDay,
        labelOf,
      }}
      onOpen={({ from, to }) =>
        navigate({
          search: ({ asOf, days: shown }) => ({ asOf, days: shown, counted: 'yes', from, to }),
          hash: 'ledger',
        })
      }
    />
  );
}
