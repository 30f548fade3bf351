import { Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { SimilarFieldsFound } from '../../src/contract/similar.ts';
import { useFormats } from '../app/formats.tsx';
import { similarFieldsQuery } from '../data/similar.ts';
import { Asked } from '../parts/asked.tsx';
import { Card } from '../parts/card.tsx';
import { useFieldProblem } from '../parts/form.tsx';
import { Nothing } from '../parts/nothing.tsx';
import type { Draft } from './use-draft.ts';

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gap: '2px',
    maxHeight: '360px',
    overflowY: 'auto',
    scrollbarWidth: 'thin',
  },
  field: { display: 'grid', paddingBottom: '6px' },
  note: {
    paddingLeft: '36px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: '16px',
    color: tokens.colorNeutralForeground3,
  },
  warning: { display: 'block', color: tokens.colorPaletteDarkOrangeForeground1 },
  problem: { color: tokens.colorPaletteRedForeground1 },
});

/** As the server has it. */
const mostChosen = 20;

type Of = 'opportunity' | 'account';

/** Which custom fields of deals and accounts make deals alike, beside those that every CRM has. */
export function SimilarFieldsCard({ draft }: { readonly draft: Draft }) {
  const { t } = useLingui();
  const query = useQuery(similarFieldsQuery);
  return (
    <Card
      title={t`Similar deals`}
      caption={t`Custom fields by which deals are compared, beside value, industry, source, type, currency, team, stakeholders and how long the customer has been one`}
      how={
        <Trans>
          How much a chosen field weighs is learned from closed deals. A field that no open deal has
          is known only after closing: it takes no part, even if it is chosen.
        </Trans>
      }
    >
      <Asked query={query} waiting={t`The fields are looked up`}>
        {(data) => <Fields draft={draft} found={data} />}
      </Asked>
    </Card>
  );
}

function Fields({ draft, found }: { readonly draft: Draft; readonly found: SimilarFieldsFound }) {
  const styles = useStyles();
  const { t } = useLingui();
  const problem = useFieldProblem(draft.error)('similarFields');
  const { similarFields } = draft.values;
  // What is chosen stays on the list, also when no deal has it any more.
  const gone = (['opportunity', 'account'] as const).flatMap((of) =>
    similarFields[of]
      .filter((name) => !found.fields.some((one) => one.of === of && one.name === name))
      .map((name) => ({ of, name, open: 0, closed: 0, distinct: 0, numeric: false })),
  );
  const fields = [...found.fields, ...gone];
  const chosen = similarFields.opportunity.length + similarFields.account.length;
  if (fields.length === 0) {
    return (
      <Nothing>
        <Trans>
          No deal and no account has custom fields yet. They come with an import: map columns of
          your CRM to them.
        </Trans>
      </Nothing>
    );
  }
  const choose = (of: Of, name: string, isChosen: boolean) => {
    const others = similarFields[of].filter((one) => one !== name);
    draft.set({ similarFields: { ...similarFields, [of]: isChosen ? [...others, name] : others } });
  };
  return (
    <>
      <ul className={styles.list}>
        {fields.map((field) => {
          const { of, name } = field;
          const isChosen = similarFields[of].includes(name);
          const isFull = similarFields[of].length >= mostChosen && !isChosen;
          return (
            <li key={`${of}.${name}`} className={styles.field}>
              <Checkbox
                label={of === 'account' ? t`${name} (account)` : name}
                checked={isChosen}
                disabled={isFull}
                onChange={(_event, { checked }) => choose(of, name, checked === true)}
              />
              <Note field={field} deals={found.deals} />
            </li>
          );
        })}
      </ul>
      {problem.validationMessage !== undefined && (
        <p role="alert" className={styles.problem}>
          {problem.validationMessage}
        </p>
      )}
      {chosen === 0 && (
        <Nothing>
          <Trans>None is chosen: deals are compared by what every CRM has.</Trans>
        </Nothing>
      )}
    </>
  );
}

type NoteProps = {
  readonly field: SimilarFieldsFound['fields'][number];
  readonly deals: SimilarFieldsFound['deals'];
};

function Note({ field, deals }: NoteProps) {
  const styles = useStyles();
  const formats = useFormats();
  const [open, closed] = [formats.count(field.open), formats.count(field.closed)];
  const [allOpen, allClosed] = [formats.count(deals.open), formats.count(deals.closed)];
  const distinct = formats.count(field.distinct);
  return (
    <p className={styles.note}>
      {field.numeric ? (
        <Trans>
          numbers; {open} of {allOpen} open and {closed} of {allClosed} closed deals have it
        </Trans>
      ) : (
        <Trans>
          {distinct} different values; {open} of {allOpen} open and {closed} of {allClosed} closed
          deals have it
        </Trans>
      )}
      {field.open === 0 && (
        <span className={styles.warning}>
          {' '}
          <Trans>Known only after closing: it takes no part.</Trans>
        </span>
      )}
    </p>
  );
}
