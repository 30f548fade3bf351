import { Field, Input, makeStyles, Switch } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { SettingName } from '../../src/contract/settings.ts';
import { activationQuery } from '../data/administration.ts';
import { Card } from '../parts/card.tsx';
import { Failure } from '../parts/failure.tsx';
import { useFieldProblem } from '../parts/form.tsx';
import { narrow } from '../parts/layout.ts';
import { Waiting } from '../parts/waiting.tsx';
import { ActivationCard } from './activation-card.tsx';
import { PageFrame } from './page-frame.tsx';
import { PersonRightsCard } from './person-rights-card.tsx';
import { type Draft, useDraft } from './use-draft.ts';

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    alignItems: 'start',
    gap: '20px',
    [narrow]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  switches: { display: 'grid', gap: '6px', margin: '0 -8px' },
  months: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))',
    gap: '14px',
  },
});

/** The notice, what is shown and kept, and what people may ask for. */
export function PrivacyPage() {
  const styles = useStyles();
  const { t } = useLingui();
  const draft = useDraft();
  const { data, error, refetch } = useQuery(activationQuery);
  return (
    <PageFrame
      title={t`Privacy`}
      lead={
        <Trans>
          Rapport supports the team. It must not be used for decisions on employment, and everybody
          whose communication is processed is told so.
        </Trans>
      }
      draft={draft}
      fields={['retention']}
    >
      {error !== null && <Failure error={error} onRetry={() => refetch()} />}
      {data === undefined && error === null && (
        <Waiting label={t`The notice is loading`} rows={4} />
      )}
      {data !== undefined && <ActivationCard activation={data} />}
      <div className={styles.grid}>
        <Shown draft={draft} />
        <Retention draft={draft} />
      </div>
      <PersonRightsCard />
    </PageFrame>
  );
}

function Shown({ draft }: { readonly draft: Draft }) {
  const styles = useStyles();
  const { t } = useLingui();
  const switches: readonly { readonly name: Flag; readonly label: string }[] = [
    { name: 'analyticsOn', label: t`Compute and show relationship analytics` },
    { name: 'showHealth', label: t`Show the health score, grade and trend` },
    { name: 'storeSubjects', label: t`Keep the subjects of activities` },
  ];
  return (
    <Card
      title={t`What is shown and kept`}
      caption={t`Without the score, collection goes on and no page, list or export shows it. Without subjects, those that are there are removed at once.`}
    >
      <div className={styles.switches}>
        {switches.map(({ name, label }) => (
          <Switch
            key={name}
            label={label}
            checked={draft.values[name]}
            onChange={(_event, { checked }) => draft.set({ [name]: checked })}
          />
        ))}
      </div>
    </Card>
  );
}

type Flag = Extract<SettingName, 'analyticsOn' | 'showHealth' | 'storeSubjects'>;

function Retention({ draft }: { readonly draft: Draft }) {
  const styles = useStyles();
  const { t } = useLingui();
  const problem = useFieldProblem(draft.error);
  const { retention } = draft.values;
  const classes = [
    { name: 'activities', label: t`Activities` },
    { name: 'subjects', label: t`Subjects` },
    { name: 'rejects', label: t`Rejected lines` },
    { name: 'introductions', label: t`Requests for introductions` },
  ] as const;
  return (
    <Card
      title={t`How long it is kept`}
      caption={t`In months; what is older is removed every night, and figures follow. Empty: kept.`}
    >
      <div className={styles.months}>
        {classes.map(({ name, label }) => (
          <Field key={name} label={label} {...problem(`retention.${name}`)}>
            <Input
              type="number"
              min={1}
              max={1200}
              value={retention[name] === null ? '' : String(retention[name])}
              placeholder={t`for good`}
              onChange={(_event, { value }) =>
                draft.set({
                  retention: { ...retention, [name]: value === '' ? null : Number(value) },
                })
              }
            />
          </Field>
        ))}
      </div>
    </Card>
  );
}
