import { Button, Field, Input, makeStyles, Select } from '@fluentui/react-components';
import { DismissRegular, SearchRegular } from '@fluentui/react-icons';
import { Trans, useLingui } from '@lingui/react/macro';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { Collection } from '../../src/contract/api.ts';
import { leadStatuses, opportunityStatuses, type Trend } from '../../src/model/vocabulary.ts';
import { healthFilters, type ListSearch } from '../app/search.ts';
import { aboutQuery } from '../data/queries.ts';
import { phone } from '../parts/layout.ts';
import { gradeWords, stateWords, statusWord, trendWords } from '../words.ts';
import { sortChoices } from './list-sorting.ts';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: '12px 16px' },
  search: {
    flex: '1 1 220px',
    maxWidth: '320px',
    [phone]: { maxWidth: 'none', flexBasis: '100%' },
  },
  choice: { minWidth: '132px', [phone]: { flex: '1 1 40%' } },
  phoneOnly: { display: 'none', [phone]: { display: 'block', flex: '1 1 40%' } },
});

type Props = {
  readonly collection: Collection;
  readonly search: ListSearch;
};

const healthWords = {
  ...gradeWords,
  notEnoughInfo: stateWords.notEnoughInfo,
  noClosedActivities: stateWords.noClosedActivities,
};
const directions = ['improving', 'steady', 'declining'] as const satisfies readonly Trend[];

/** What narrows a list. Every choice is in the address. */
export function ListFilters({ collection, search }: Props) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const navigate = useNavigate({ from: '/$collection' });
  const { data: about } = useSuspenseQuery(aboutQuery);
  const narrow = (part: ListSearch) =>
    navigate({ search: (before) => ({ ...before, ...part }), replace: true });

  const statuses = {
    opportunities: opportunityStatuses,
    leads: leadStatuses,
    accounts: null,
    contacts: null,
  }[collection];
  const grades = healthFilters.filter(
    (grade) => grade !== 'excellent' || about.grades.excellent !== null,
  );
  const { sort: _sort, ...filters } = search;
  const isNarrowed = Object.values(filters).some((value) => value !== undefined);

  return (
    <search className={styles.bar}>
      <SearchField
        key={collection}
        value={search.search ?? ''}
        onSearch={(text) => narrow({ search: text === '' ? undefined : text })}
      />
      {statuses !== null && (
        <Choice
          label={t`Status`}
          value={search.status ?? 'open'}
          choices={[
            ...statuses.map((status) => {
              const word = statusWord(status);
              return { value: status, text: word === null ? status : i18n._(word) };
            }),
            { value: 'all', text: t`All` },
          ]}
          onChoose={(status) => narrow({ status: status === 'open' ? undefined : status })}
        />
      )}
      <Choice
        label={t`Health`}
        value={search.health ?? ''}
        choices={[
          { value: '', text: t`All` },
          ...grades.map((grade) => ({ value: grade, text: i18n._(healthWords[grade]) })),
        ]}
        onChoose={(value) => narrow({ health: healthFilters.find((one) => one === value) })}
      />
      <Choice
        label={t`Trend`}
        value={search.trend ?? ''}
        choices={[
          { value: '', text: t`All` },
          ...directions.map((trend) => ({ value: trend, text: i18n._(trendWords[trend]) })),
        ]}
        onChoose={(value) => narrow({ trend: directions.find((one) => one === value) })}
      />
      <Choice
        label={t`Owner`}
        value={search.owner ?? ''}
        choices={[
          { value: '', text: t`Everybody` },
          ...about.owners.map(({ id, name }) => ({ value: id, text: name })),
        ]}
        onChoose={(owner) => narrow({ owner: owner === '' ? undefined : owner })}
      />
      <div className={styles.phoneOnly}>
        <Choice
          label={t`Sorted by`}
          value={search.sort ?? '-health.score'}
          choices={sortChoices(collection).map(({ sort, title }) => ({
            value: sort,
            text: i18n._(title),
          }))}
          onChoose={(sort) => narrow({ sort })}
        />
      </div>
      {isNarrowed && (
        <Button
          appearance="subtle"
          icon={<DismissRegular />}
          onClick={() => navigate({ search: ({ sort }) => ({ sort }), replace: true })}
        >
          <Trans>Clear filters</Trans>
        </Button>
      )}
    </search>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly text: string }[];
  readonly onChoose: (value: string) => void;
};

function Choice({ label, value, choices, onChoose }: ChoiceProps) {
  const styles = useStyles();
  return (
    <Field label={label} className={styles.choice}>
      <Select value={value} onChange={(_event, data) => onChoose(data.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.text}
          </option>
        ))}
      </Select>
    </Field>
  );
}

type SearchProps = { readonly value: string; readonly onSearch: (text: string) => void };

/** Asks the server once typing pauses. */
function SearchField({ value, onSearch }: SearchProps) {
  const styles = useStyles();
  const { t } = useLingui();
  const [text, setText] = useState(value);
  const asked = useRef(value);
  // Filters that are cleared, or the browser's back, empty the field, too.
  if (asked.current !== value) {
    asked.current = value;
    setText(value);
  }
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => {
      asked.current = text;
      onSearch(text);
    }, 250);
    return () => clearTimeout(timer);
  });
  return (
    <Field label={t`Search by name`} className={styles.search}>
      <Input
        type="search"
        value={text}
        contentBefore={<SearchRegular aria-hidden />}
        onChange={(_event, data) => setText(data.value)}
      />
    </Field>
  );
}
