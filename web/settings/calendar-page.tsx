import { Button, Checkbox, Input, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular, DeleteRegular } from '@fluentui/react-icons';
import { Trans, useLingui } from '@lingui/react/macro';
import { useFormats } from '../app/formats.tsx';
import { Card } from '../parts/card.tsx';
import { FormFoot, useFieldProblem } from '../parts/form.tsx';
import { narrow, phone } from '../parts/layout.ts';
import { Nothing } from '../parts/nothing.tsx';
import { PageFrame } from './page-frame.tsx';
import { type Draft, useDraft } from './use-draft.ts';

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1.3fr) minmax(0, 1fr)',
    alignItems: 'start',
    gap: '20px',
    [narrow]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  rows: { display: 'grid', gap: '6px' },
  day: {
    display: 'grid',
    gridTemplateColumns: 'minmax(118px, 1fr) minmax(0, 132px) auto minmax(0, 132px)',
    alignItems: 'center',
    gap: '8px',
    minHeight: '34px',
    [phone]: { gridTemplateColumns: '1fr auto 1fr', paddingBottom: '4px' },
  },
  weekday: { [phone]: { gridColumn: '1 / -1' } },
  input: { minWidth: 0, width: '100%' },
  free: {
    gridColumn: 'span 3',
    color: tokens.colorNeutralForeground3,
    [phone]: { display: 'none' },
  },
  holiday: {
    display: 'grid',
    gridTemplateColumns: '140px minmax(0, 1fr) auto auto',
    alignItems: 'center',
    gap: '8px',
    [phone]: { gridTemplateColumns: '1fr 1fr', paddingBottom: '10px' },
  },
  problem: { color: tokens.colorPaletteRedForeground1 },
});

/** When people of ours work. */
export function CalendarPage() {
  const styles = useStyles();
  const { t } = useLingui();
  const draft = useDraft();
  const { timeZone } = useFormats();
  return (
    <PageFrame
      title={t`Calendar`}
      lead={
        <Trans>
          When your organisation works, in its time zone {timeZone}. Response times in working hours
          and who has gone quiet go by it. People with a time zone or hours of their own in the CRM
          are measured by those; a holiday is that date wherever they are.
        </Trans>
      }
      draft={draft}
      fields={['workingHours', 'holidays']}
    >
      <div className={styles.grid}>
        <WorkingHours draft={draft} />
        <Holidays draft={draft} />
      </div>
    </PageFrame>
  );
}

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

function WorkingHours({ draft }: { readonly draft: Draft }) {
  const styles = useStyles();
  const { t } = useLingui();
  const { locale } = useFormats();
  const problem = useFieldProblem(draft.error)('workingHours');
  const hours = draft.values.workingHours;
  const names = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  const set = (day: number, change: { from?: string; until?: string } | null) => {
    const before = hours.find((one) => one.day === day) ?? { day, from: '09:00', until: '17:00' };
    const others = hours.filter((one) => one.day !== day);
    const all = change === null ? others : [...others, { ...before, ...change }];
    draft.set({ workingHours: all.sort((a, b) => a.day - b.day) });
  };
  return (
    <Card title={t`Working hours`} caption={t`Days without hours are free`}>
      <div className={styles.rows}>
        {weekdays.map((day) => {
          // The 1st of January 2024 was a Monday.
          const name = names.format(Date.UTC(2024, 0, day));
          const chosen = hours.find((one) => one.day === day);
          return (
            <div key={day} className={styles.day}>
              <Checkbox
                label={name}
                className={styles.weekday}
                checked={chosen !== undefined}
                onChange={(_event, { checked }) => set(day, checked ? {} : null)}
              />
              {chosen === undefined ? (
                <span className={styles.free}>
                  <Trans>free</Trans>
                </span>
              ) : (
                <>
                  <Input
                    type="time"
                    className={styles.input}
                    value={chosen.from}
                    aria-label={t`${name} from`}
                    onChange={(_event, { value }) => set(day, { from: value })}
                  />
                  <span aria-hidden>–</span>
                  <Input
                    type="time"
                    className={styles.input}
                    value={chosen.until}
                    aria-label={t`${name} until`}
                    onChange={(_event, { value }) => set(day, { until: value })}
                  />
                </>
              )}
            </div>
          );
        })}
      </div>
      {problem.validationMessage !== undefined && (
        <p role="alert" className={styles.problem}>
          {problem.validationMessage}
        </p>
      )}
    </Card>
  );
}

function Holidays({ draft }: { readonly draft: Draft }) {
  const styles = useStyles();
  const { t } = useLingui();
  const problem = useFieldProblem(draft.error)('holidays');
  const { holidays } = draft.values;
  const set = (place: number, change: Partial<(typeof holidays)[number]>) =>
    draft.set({
      holidays: holidays.map((one, index) => (index === place ? { ...one, ...change } : one)),
    });
  return (
    <Card title={t`Holidays`} caption={t`Days on which nobody works, for the whole organisation`}>
      {holidays.length === 0 && (
        <Nothing>
          <Trans>None yet.</Trans>
        </Nothing>
      )}
      <ul className={styles.rows}>
        {holidays.map((holiday, place) => {
          const number = place + 1;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a holiday has no other identity while it is edited.
            <li key={place} className={styles.holiday}>
              <Input
                type="date"
                className={styles.input}
                value={holiday.on}
                aria-label={t`Day of holiday ${number}`}
                onChange={(_event, { value }) => set(place, { on: value })}
              />
              <Input
                className={styles.input}
                value={holiday.name}
                placeholder={t`Name`}
                aria-label={t`Name of holiday ${number}`}
                onChange={(_event, { value }) => set(place, { name: value })}
              />
              <Checkbox
                label={t`every year`}
                checked={holiday.yearly}
                onChange={(_event, { checked }) => set(place, { yearly: checked === true })}
              />
              <Button
                appearance="subtle"
                icon={<DeleteRegular />}
                aria-label={t`Remove holiday ${number}`}
                onClick={() =>
                  draft.set({ holidays: holidays.filter((_one, index) => index !== place) })
                }
              />
            </li>
          );
        })}
      </ul>
      {problem.validationMessage !== undefined && (
        <p role="alert" className={styles.problem}>
          {problem.validationMessage}
        </p>
      )}
      <FormFoot>
        <Button
          icon={<AddRegular />}
          onClick={() =>
            draft.set({ holidays: [...holidays, { name: '', on: '', yearly: false }] })
          }
        >
          <Trans>Add a holiday</Trans>
        </Button>
      </FormFoot>
    </Card>
  );
}
