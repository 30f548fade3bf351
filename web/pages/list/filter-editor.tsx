import { Button, Field, Input, makeStyles, Select } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Collection } from '../../../src/contract/api.ts';
import { type ListFilters, listSearch } from '../../app/list-search.ts';
import { aboutQuery, countsQuery } from '../../data/queries.ts';
import { gradeWords, stateWords, statusWord, trendWords } from '../../words.ts';
import { BoundsEditor } from './bounds-editor.tsx';
import { useFilterWords } from './filter-words.ts';
import { boundsId, choices, type FilterName, filtersFor } from './filters.ts';

const useStyles = makeStyles({
  form: { display: 'grid', gap: '12px', minWidth: '260px' },
  two: { display: 'grid', gridTemplateColumns: '1fr 1fr', gap: '12px' },
  apply: { justifySelf: 'start' },
});

type Props = {
  readonly collection: Collection;
  readonly filters: ListFilters;
  /** The filter to begin with. */
  readonly first: FilterName | null;
  readonly showsHealth: boolean;
  readonly onApply: (part: ListFilters) => void;
};

/** One filter, chosen out of all that there are, and what it narrows to. */
export function FilterEditor({ collection, filters, first, showsHealth, onApply }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const words = useFilterWords(collection);
  const offered = filtersFor(collection, { showsHealth });
  const [name, setName] = useState<FilterName>(first ?? offered[0] ?? 'owner');
  const [draft, setDraft] = useState<ListFilters>(filters);
  const figures = offered.filter((one) => boundsId(one) !== null);
  const options = (names: readonly FilterName[]) =>
    names.map((one) => (
      <option key={one} value={one}>
        {words.title(one)}
      </option>
    ));
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onApply(onlyChanged(draft, filters));
      }}
    >
      {first === null && (
        <Field label={t`Filter by`}>
          <Select
            value={name}
            onChange={(_event, { value }) => {
              setName(offered.find((one) => one === value) ?? name);
              setDraft(filters);
            }}
          >
            {options(offered.filter((one) => boundsId(one) === null))}
            <optgroup label={t`Figures and dates`}>{options(figures)}</optgroup>
          </Select>
        </Field>
      )}
      <Editor
        key={name}
        collection={collection}
        name={name}
        draft={draft}
        onDraft={(part) => setDraft({ ...draft, ...part })}
      />
      <Button type="submit" appearance="primary" className={styles.apply}>
        <Trans>Apply</Trans>
      </Button>
    </form>
  );
}

type EditorProps = {
  readonly collection: Collection;
  readonly name: FilterName;
  readonly draft: ListFilters;
  readonly onDraft: (part: ListFilters) => void;
};

function Editor({ collection, name, draft, onDraft }: EditorProps): ReactNode {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const words = useFilterWords(collection);
  const { data: about } = useSuspenseQuery(aboutQuery);
  const owners = useQuery(countsQuery).data?.owners ?? [];
  const label = words.title(name);
  const pick = (part: Readonly<Record<string, string>>) => onDraft(pickOf(listSearch(part), name));
  const choice = (value: string | undefined, offered: readonly Choice[]) => (
    <Pick
      label={label}
      value={value ?? ''}
      offered={offered}
      onPick={(text) => pick({ [name]: text })}
    />
  );
  switch (name) {
    case 'status':
      return choice(draft.status, [
        ...choices.status(collection).map((one) => {
          const word = statusWord(one);
          return { value: one, text: word === null ? one : i18n._(word) };
        }),
        { value: 'all', text: t`All` },
      ]);
    case 'grade': {
      const used = choices.grade.filter(
        (one) => one !== 'excellent' || about.grades.excellent !== null,
      );
      return choice(draft.grade, [
        { value: '', text: t`Any` },
        ...used.map((one) => ({ value: one, text: i18n._(gradeWords[one]) })),
      ]);
    }
    case 'state':
      return choice(draft.state, [
        { value: '', text: t`Any` },
        ...choices.state.map((one) => ({ value: one, text: i18n._(stateWords[one]) })),
      ]);
    case 'trend':
      return choice(draft.trend, [
        { value: '', text: t`Any` },
        ...choices.trend.map((one) => ({ value: one, text: i18n._(trendWords[one]) })),
      ]);
    case 'moved':
      return choice(draft.moved, [
        { value: '', text: t`Any` },
        ...choices.moved.map((one) => ({ value: one, text: i18n._(words.moved[one]) })),
      ]);
    case 'next':
      return choice(draft.next, [
        { value: '', text: t`Any` },
        ...choices.next.map((one) => ({ value: one, text: i18n._(words.next[one]) })),
      ]);
    case 'owner':
      return choice(draft.owner, [
        { value: '', text: t`Everybody` },
        ...owners.map(({ id, name: text }) => ({ value: id, text })),
      ]);
    case 'staleDays':
      return choice(draft.staleDays === undefined ? '' : String(draft.staleDays), [
        { value: '', text: t`Any` },
        ...choices.staleDays.map((days) => ({ value: String(days), text: t`${days} days` })),
      ]);
    case 'atRisk':
    case 'undated':
      return choice(draft[name] === undefined ? '' : 'true', [
        { value: '', text: t`Any` },
        {
          value: 'true',
          text: name === 'atRisk' ? t`Poor, or declining` : t`Only those without a date`,
        },
      ]);
    case 'closes':
      return (
        <div className={styles.two}>
          <Field label={t`From`}>
            <Input
              type="date"
              value={draft.closeFrom ?? ''}
              onChange={(_event, { value }) =>
                onDraft({ closeFrom: listSearch({ closeFrom: value }).closeFrom })
              }
            />
          </Field>
          <Field label={t`Before`}>
            <Input
              type="date"
              value={draft.closeBefore ?? ''}
              onChange={(_event, { value }) =>
                onDraft({ closeBefore: listSearch({ closeBefore: value }).closeBefore })
              }
            />
          </Field>
        </div>
      );
    default:
      return <BoundsEditor collection={collection} name={name} draft={draft} onDraft={onDraft} />;
  }
}

/** What was picked, as the address knows it. */
function pickOf(read: ListFilters, name: FilterName): ListFilters {
  return Object.fromEntries(Object.entries(read).filter(([key]) => key === name));
}

/** Only what is different: the rest of the address stays as it was written. */
function onlyChanged(draft: ListFilters, before: ListFilters): ListFilters {
  const was = new Map<string, unknown>(Object.entries(before));
  return Object.fromEntries(Object.entries(draft).filter(([key, value]) => was.get(key) !== value));
}

type Choice = { readonly value: string; readonly text: string };
type PickProps = {
  readonly label: string;
  readonly value: string;
  readonly offered: readonly Choice[];
  readonly onPick: (value: string) => void;
};

function Pick({ label, value, offered, onPick }: PickProps) {
  return (
    <Field label={label}>
      <Select value={value} onChange={(_event, data) => onPick(data.value)}>
        {offered.map((one) => (
          <option key={one.value} value={one.value}>
            {one.text}
          </option>
        ))}
      </Select>
    </Field>
  );
}
