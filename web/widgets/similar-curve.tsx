import { makeStyles, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Analytics } from '../../src/contract/api.ts';
import type { Similar } from '../../src/contract/similar.ts';
import { useFormats } from '../app/formats.tsx';
import { AgeCurve } from '../charts/age-curve.tsx';
import { TableSwitch } from '../charts/table-switch.tsx';
import { dayOf } from '../days.ts';
import { FigureTable } from '../parts/plain-table.tsx';
import { measureText } from './similar-words.ts';

const useStyles = makeStyles({
  part: { display: 'grid', gap: '10px', minWidth: 0 },
  title: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    fontSize: tokens.fontSizeBase200,
    fontWeight: 600,
    color: tokens.colorNeutralForeground2,
  },
});

/** The activities of the deal up to each age, with the median and the middle half of the won deals. */
export function SimilarCurve({
  similar,
  analytics,
}: {
  readonly similar: Similar;
  readonly analytics: Analytics;
}) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const navigate = useNavigate({ from: '/$collection/$id' });
  const [isTable, setTable] = useState(false);
  const { curve, ageDays } = similar;
  const last = curve.at(-1);
  if (last === undefined || ageDays === null) return null;
  const age = (days: number) => formats.count(Math.round(days));
  const number = (value: number | null) => measureText(value, 'count', formats);
  const label = (point: (typeof curve)[number]) => {
    const [days, own, median] = [age(point.ageDays), number(point.own), number(point.median)];
    const [from, to] = [number(point.lowerQuartile), number(point.upperQuartile)];
    return t`Day ${days}: ${own} here, median ${median}, middle half ${from} to ${to}`;
  };
  const [days, own, median] = [age(ageDays), number(last.own), number(last.median)];
  const created = Date.parse(analytics.record.createdAt ?? similar.asOf);
  return (
    <div className={styles.part}>
      <div className={styles.title}>
        <span>
          <Trans>
            Activities up to each age: {own} after {days} days, the median of won deals is {median}
          </Trans>
        </span>
        <TableSwitch isTable={isTable} onSwitch={setTable} />
      </div>
      {isTable ? (
        <FigureTable
          label={t`Activities by age`}
          heads={[t`Day`, t`This deal`, t`Median`, t`Middle half`, t`Deals`]}
          rows={curve.map((point) => {
            const [from, to] = [number(point.lowerQuartile), number(point.upperQuartile)];
            return {
              key: String(point.ageDays),
              cells: [
                formats.points(point.ageDays),
                number(point.own),
                number(point.median),
                t`${from} to ${to}`,
                formats.count(point.n),
              ],
            };
          })}
        />
      ) : (
        <AgeCurve
          curve={curve}
          ageText={(at) => t`day ${age(at)}`}
          labelOf={label}
          onOpen={(at) =>
            navigate({
              search: (before) => ({
                ...before,
                asOf: dayOf(created + at * 86_400_000, analytics.timeZone),
              }),
            })
          }
        />
      )}
    </div>
  );
}
