import { Field, makeStyles, Select, SpinButton, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { communicationFrequencies } from '../../src/model/vocabulary.ts';
import { useFormats } from '../app/formats.tsx';
import { Card } from '../parts/card.tsx';
import { useFieldProblem } from '../parts/form.tsx';
import { narrow } from '../parts/layout.ts';
import { frequencyWords } from '../words.ts';
import { GradeTrack } from './grade-track.tsx';
import { InfluenceSliders } from './influence-sliders.tsx';
import { PageFrame } from './page-frame.tsx';
import { PreviewCard } from './preview-card.tsx';
import { SimilarFieldsCard } from './similar-fields-card.tsx';
import { type Draft, useDraft } from './use-draft.ts';

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)',
    alignItems: 'start',
    gap: '20px',
    [narrow]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  column: { display: 'grid', gap: '20px', minWidth: 0 },
  preview: { position: 'sticky', top: '20px', [narrow]: { position: 'static' } },
  row: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))',
    gap: '16px',
  },
  short: { maxWidth: '320px' },
  note: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
});

/** How health is made of activities, with what a change would do before it is saved. */
export function AnalyticsPage() {
  const styles = useStyles();
  const { t } = useLingui();
  const draft = useDraft();
  return (
    <PageFrame
      title={t`Analytics`}
      lead={
        <Trans>
          What the health score listens to, and from which score on a relationship is called good.
          Counts and times are not touched by it.
        </Trans>
      }
      draft={draft}
      fields={[
        'grades',
        'influence',
        'frequency',
        'massThreshold',
        'responseGraceHours',
        'similarFields',
      ]}
    >
      <div className={styles.grid}>
        <div className={styles.column}>
          <GradesCard draft={draft} />
          <Card
            title={t`Activity influence`}
            caption={t`How much each kind of activity moves the score, relative to the others`}
          >
            <InfluenceSliders
              values={draft.values.influence}
              limit={draft.answer.limits.influence}
              onChange={(influence) => draft.set({ influence })}
            />
          </Card>
          <FrequencyCard draft={draft} />
          <CountingCard draft={draft} />
          <SimilarFieldsCard draft={draft} />
        </div>
        <PreviewCard change={draft.change} className={styles.preview} />
      </div>
    </PageFrame>
  );
}

function GradesCard({ draft }: { readonly draft: Draft }) {
  const { t } = useLingui();
  const problem = useFieldProblem(draft.error);
  return (
    <Card
      title={t`Grades`}
      caption={t`From which score on; where one begins, the one below it ends`}
    >
      <Field {...problem('grades')}>
        {() => (
          <GradeTrack
            grades={draft.values.grades}
            defaults={draft.answer.defaults.grades}
            onChange={(grades) => draft.set({ grades })}
          />
        )}
      </Field>
    </Card>
  );
}

function FrequencyCard({ draft }: { readonly draft: Draft }) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const problem = useFieldProblem(draft.error);
  const days = new Map(draft.answer.frequencies.map(({ name, days: each }) => [name, each]));
  const formats = useFormats();
  return (
    <Card
      title={t`Communication frequency`}
      caption={t`How often you usually are in touch: silence for longer than that lowers the score`}
    >
      <Field label={t`Usually in touch`} className={styles.short} {...problem('frequency')}>
        <Select
          value={draft.values.frequency}
          onChange={(_event, { value }) => {
            const frequency = communicationFrequencies.find((one) => one === value);
            if (frequency !== undefined) draft.set({ frequency });
          }}
        >
          {communicationFrequencies.map((frequency) => {
            const word = i18n._(frequencyWords[frequency]);
            const number = formats.count(days.get(frequency) ?? 0);
            return (
              <option key={frequency} value={frequency}>
                {t`${word} (every ${number} days)`}
              </option>
            );
          })}
        </Select>
      </Field>
    </Card>
  );
}

function CountingCard({ draft }: { readonly draft: Draft }) {
  const styles = useStyles();
  const { t } = useLingui();
  const problem = useFieldProblem(draft.error);
  const { massThreshold, responseGraceHours } = draft.answer.limits;
  return (
    <Card title={t`What counts`} caption={t`Two limits of counting, for all figures`}>
      <div className={styles.row}>
        <Field
          label={t`Mass mail from so many recipients on`}
          hint={t`Such a message or meeting does not count.`}
          {...problem('massThreshold')}
        >
          <NumberField
            value={draft.values.massThreshold}
            min={massThreshold.min}
            max={massThreshold.max}
            onChange={(value) => draft.set({ massThreshold: value })}
          />
        </Field>
        <Field
          label={t`Hours before a message counts as unanswered`}
          hint={t`Until then it is neither answered nor unanswered.`}
          {...problem('responseGraceHours')}
        >
          <NumberField
            value={draft.values.responseGraceHours}
            min={responseGraceHours.min}
            max={responseGraceHours.max}
            onChange={(value) => draft.set({ responseGraceHours: value })}
          />
        </Field>
      </div>
    </Card>
  );
}

type NumberProps = {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
};

function NumberField({ value, min, max, onChange, ...field }: NumberProps) {
  return (
    <SpinButton
      {...field}
      value={value}
      min={min}
      max={max}
      onChange={(_event, { value: stepped, displayValue }) => {
        const typed = stepped ?? Number(displayValue?.replace(',', '.'));
        if (Number.isFinite(typed)) onChange(Math.min(max, Math.max(min, typed)));
      }}
    />
  );
}
