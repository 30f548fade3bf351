import { Checkbox, Field, Input, makeStyles } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { settingLimits } from '../../src/contract/limits.ts';
import {
  type CardKind,
  cardKinds,
  healthCardKinds,
  type Role,
  recordTypes,
  roles,
} from '../../src/model/vocabulary.ts';
import { cardKindLooks } from '../cards/kinds.ts';
import { collectionOf } from '../data/collections.ts';
import { Card } from '../parts/card.tsx';
import { useFieldProblem } from '../parts/form.tsx';
import { PlainTable } from '../parts/plain-table.tsx';
import { collectionWords, roleNames } from '../words.ts';
import { DigestCard } from './digest-card.tsx';
import { PageFrame } from './page-frame.tsx';
import { type Draft, useDraft } from './use-draft.ts';

const useStyles = makeStyles({
  days: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(130px, 1fr))',
    gap: '14px',
  },
});

/** Which cards there are, for whom, and after how many days without activity. */
export function CardsPage() {
  const { t } = useLingui();
  const draft = useDraft();
  return (
    <PageFrame
      title={t`Cards`}
      lead={
        <Trans>
          Cards tell people what asks for them on the records that they own or work on: a few a day,
          ranked by what is at stake. Everybody may switch off kinds for themselves and set other
          days.
        </Trans>
      }
      draft={draft}
      fields={recordTypes.map((type) => `cardDays.${type}`)}
    >
      <Days draft={draft} />
      <Kinds draft={draft} />
      <DigestCard />
    </PageFrame>
  );
}

function Days({ draft }: { readonly draft: Draft }) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const problem = useFieldProblem(draft.error);
  const { cardDays } = draft.values;
  const { min, max } = settingLimits.cardDays;
  return (
    <Card
      title={t`Days without activity`}
      caption={t`After so many days a card says that nothing has happened on an open record`}
    >
      <div className={styles.days}>
        {recordTypes.map((type) => (
          <Field
            key={type}
            label={i18n._(collectionWords[collectionOf[type]])}
            {...problem(`cardDays.${type}`)}
          >
            <Input
              type="number"
              min={min}
              max={max}
              value={String(cardDays[type])}
              onChange={(_event, { value }) =>
                draft.set({ cardDays: { ...cardDays, [type]: Number(value) } })
              }
            />
          </Field>
        ))}
      </div>
    </Card>
  );
}

function Kinds({ draft }: { readonly draft: Draft }) {
  const { t, i18n } = useLingui();
  const { cardsOff, showHealth } = draft.values;
  const shown = cardKinds.filter((kind) => showHealth || !healthCardKinds.includes(kind));
  const toggle = (role: Role, kind: CardKind) => {
    const off = cardsOff[role];
    const next = off.includes(kind) ? off.filter((one) => one !== kind) : [...off, kind];
    // In the order of the vocabulary, so that what is switched back is as it was.
    draft.set({ cardsOff: { ...cardsOff, [role]: cardKinds.filter((one) => next.includes(one)) } });
  };
  return (
    <Card
      title={t`Kinds of cards by role`}
      caption={t`Who has several roles gets what one of them gets`}
    >
      <PlainTable
        label={t`Kinds of cards by role`}
        heads={[t`Kind`, ...roles.map((role) => i18n._(roleNames[role]))]}
        rows={shown.map((kind) => {
          const name = i18n._(cardKindLooks[kind].name);
          return {
            key: kind,
            cells: [
              name,
              ...roles.map((role) => {
                const label = `${name}: ${i18n._(roleNames[role])}`;
                return (
                  <Checkbox
                    key={role}
                    aria-label={label}
                    checked={!cardsOff[role].includes(kind)}
                    onChange={() => toggle(role, kind)}
                  />
                );
              }),
            ],
          };
        })}
      />
    </Card>
  );
}
