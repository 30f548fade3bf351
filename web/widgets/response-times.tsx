import { makeStyles, tokens } from '@fluentui/react-components';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import type { ResponseSpread, TurnState } from '../../src/contract/response.ts';
import type { Formats } from '../format.ts';
import { FigureButton } from '../parts/figure-button.tsx';
import type { ResponseBasis } from './response-basis.ts';

const useStyles = makeStyles({
  times: { display: 'grid', fontVariantNumeric: 'tabular-nums' },
  time: {
    display: 'grid',
    gridTemplateColumns: '1fr auto',
    alignItems: 'baseline',
    gap: '0 12px',
    padding: '5px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    '& dt': { fontSize: tokens.fontSizeBase200 },
  },
  value: { fontWeight: 600 },
  what: {
    gridColumn: '1 / -1',
    fontSize: tokens.fontSizeBase200,
    lineHeight: '16px',
    color: tokens.colorNeutralForeground2,
  },
});

/** The measures of a response time, in the order in which they are shown. */
export const responseMeasures = [
  'medianHours',
  'meanHours',
  'percentile90Hours',
  'kaplanMeierMedianHours',
] as const satisfies readonly (keyof ResponseSpread)[];
export type ResponseMeasure = (typeof responseMeasures)[number];

export const measureWords: Readonly<Record<ResponseMeasure, MessageDescriptor>> = {
  medianHours: msg`Median`,
  meanHours: msg`Mean`,
  percentile90Hours: msg`90th percentile`,
  kaplanMeierMedianHours: msg`Kaplan–Meier median`,
};

const what: Readonly<Record<ResponseMeasure, MessageDescriptor>> = {
  medianHours: msg`half of the answers came within it`,
  meanHours: msg`on average over the answers`,
  percentile90Hours: msg`nine of ten answers came within it`,
  kaplanMeierMedianHours: msg`half of all emails are answered within it, counting those that still wait`,
};

/** Turns that a measure is made of; undefined: all that need an answer. */
const madeOf: Readonly<Record<ResponseMeasure, TurnState | undefined>> = {
  medianHours: 'answered',
  meanHours: 'answered',
  percentile90Hours: 'answered',
  kaplanMeierMedianHours: undefined,
};

/** How hours are written in a basis. */
export function hoursIn(basis: ResponseBasis, formats: Formats): (hours: number) => string {
  return basis === 'working' ? formats.workingHours : formats.hours;
}

type Props = {
  readonly spread: ResponseSpread;
  readonly write: (hours: number) => string;
  readonly onOpen: (state: TurnState | undefined) => void;
};

/** The four times of one side, each with what it says and the turns behind it. */
export function SideTimes({ spread, write, onOpen }: Props) {
  const styles = useStyles();
  const { i18n } = useLingui();
  return (
    <dl className={styles.times}>
      {responseMeasures.map((measure) => {
        const hours = spread[measure];
        const name = i18n._(measureWords[measure]);
        return (
          <div key={measure} className={styles.time}>
            <dt>{name}</dt>
            <dd className={styles.value}>
              {hours === null ? (
                '–'
              ) : (
                <FigureButton
                  label={`${name}: ${write(hours)}`}
                  onOpen={() => onOpen(madeOf[measure])}
                >
                  {write(hours)}
                </FigureButton>
              )}
            </dd>
            <dd className={styles.what}>
              {measure === 'kaplanMeierMedianHours' && hours === null ? (
                <Trans>fewer than half of all emails have been answered so far</Trans>
              ) : (
                i18n._(what[measure])
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
