import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { SnoozeRegular } from '@fluentui/react-icons';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useFormats } from '../app/formats.tsx';
import { addDays, isDay } from '../days.ts';
import { Unfold } from '../parts/unfold.tsx';

const useStyles = makeStyles({
  panel: { display: 'grid', gap: '6px' },
  choice: { display: 'flex', justifyContent: 'space-between', gap: '24px', width: '100%' },
  on: { fontWeight: 400, color: tokens.colorNeutralForeground3 },
  button: { justifyContent: 'start' },
  date: {
    display: 'grid',
    gridTemplateColumns: '1fr auto',
    alignItems: 'end',
    gap: '8px',
    paddingTop: '8px',
  },
});

type Props = {
  /** Of what, for who does not see it. */
  readonly name: string;
  /** Today (`YYYY-MM-DD`) of the reader. */
  readonly today: string;
  readonly onSnooze: (until: string) => void;
};

/** Until tomorrow, next week, or a day of one's own choice. */
export function Snooze({ name, today, onSnooze }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const tomorrow = addDays(today, 1);
  const monday = nextMonday(today);
  const [day, setDay] = useState(monday);
  return (
    <Unfold label={t`Snooze: ${name}`} face="" icon={<SnoozeRegular />} side="end">
      {() => (
        <div className={styles.panel}>
          {[
            { until: tomorrow, word: t`Until tomorrow` },
            { until: monday, word: t`Until next week` },
          ]
            .filter(({ until }, place) => place === 0 || until !== tomorrow)
            .map(({ until, word }) => (
              <Button
                key={word}
                appearance="subtle"
                className={styles.button}
                onClick={() => onSnooze(until)}
              >
                <span className={styles.choice}>
                  {word}
                  <span className={styles.on}>{formats.shortDay(until)}</span>
                </span>
              </Button>
            ))}
          <div className={styles.date}>
            <Field label={t`Until a day`}>
              <Input
                type="date"
                min={tomorrow}
                max={addDays(today, 366)}
                value={day}
                onChange={(_event, { value }) => setDay(value)}
              />
            </Field>
            <Button
              disabled={!isDay(day) || day < tomorrow || day > addDays(today, 366)}
              onClick={() => onSnooze(day)}
            >
              <Trans>Snooze</Trans>
            </Button>
          </div>
        </div>
      )}
    </Unfold>
  );
}

/** The first Monday after a day. */
function nextMonday(day: string): string {
  const weekday = (new Date(day).getUTCDay() + 6) % 7;
  return addDays(day, 7 - weekday);
}
