import { Button, Input, makeStyles, tokens } from '@fluentui/react-components';
import { DismissRegular, FilterRegular, SearchRegular } from '@fluentui/react-icons';
import { Trans, useLingui } from '@lingui/react/macro';
import { lazy, type ReactNode, useEffect, useRef, useState } from 'react';
import type { Collection } from '../../../src/contract/api.ts';
import type { ListFilters, ListSearch } from '../../app/list-search.ts';
import { phone } from '../../parts/layout.ts';
import { Unfold } from '../../parts/unfold.tsx';
import { useFilterWords } from './filter-words.ts';
import { activeFilters, type FilterName, without } from './filters.ts';
import { filtersOf, isNarrowed, type Usual } from './question.ts';

const FilterEditor = lazy(() =>
  import('./filter-editor.tsx').then((loaded) => ({ default: loaded.FilterEditor })),
);

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px',
    '@media print': { display: 'none' },
  },
  search: { flex: '0 1 260px', minWidth: '180px', [phone]: { flexBasis: '100%' } },
  chip: {
    display: 'inline-flex',
    alignItems: 'center',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: 'var(--cardBackground)',
    boxShadow: `inset 0 0 0 1px ${tokens.colorNeutralStroke1}`,
  },
  face: {
    minWidth: 0,
    padding: '5px 4px 5px 12px',
    fontWeight: 400,
    borderRadius: tokens.borderRadiusCircular,
    whiteSpace: 'nowrap',
  },
  what: { marginRight: '4px', whiteSpace: 'pre', color: tokens.colorNeutralForeground2 },
  value: { fontWeight: 600 },
  remove: { minWidth: 0, borderRadius: tokens.borderRadiusCircular },
});

type Props = {
  readonly collection: Collection;
  readonly search: ListSearch;
  readonly usual: Usual;
  readonly showsHealth: boolean;
  readonly onNarrow: (part: ListFilters) => void;
  readonly onClear: () => void;
};

/** What narrows the list: a search, and each filter as a sentence that can be changed and taken away. */
export function FilterBar({ collection, search, usual, showsHealth, onNarrow, onClear }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const words = useFilterWords(collection);
  const status = search.status ?? usual.status;
  const told = { ...filtersOf(search), status: status === 'all' ? undefined : status };
  const editor = (name: FilterName | null, close: () => void): ReactNode => (
    <FilterEditor
      collection={collection}
      filters={told}
      first={name}
      showsHealth={showsHealth}
      onApply={(part) => {
        onNarrow(part);
        close();
      }}
    />
  );
  return (
    <search className={styles.bar}>
      <SearchField
        key={collection}
        value={search.search ?? ''}
        onSearch={(text) => onNarrow({ search: text === '' ? undefined : text })}
      />
      {activeFilters(told, collection).map((name) => {
        const [title, value] = [words.title(name), words.value(name, told)];
        return (
          <span key={name} className={styles.chip}>
            <Unfold
              label={value === '' ? title : t`${title}: ${value}`}
              appearance="transparent"
              className={styles.face}
              face={
                value === '' ? (
                  <span className={styles.value}>{title}</span>
                ) : (
                  <>
                    <span className={styles.what}>{title}:</span>{' '}
                    <span className={styles.value}>{value}</span>
                  </>
                )
              }
            >
              {(close) => editor(name, close)}
            </Unfold>
            <Button
              appearance="transparent"
              size="small"
              className={styles.remove}
              icon={<DismissRegular fontSize={14} />}
              aria-label={t`Remove filter ${title}`}
              onClick={() => onNarrow(without(name, told))}
            />
          </span>
        );
      })}
      <Unfold label={t`Add filter`} icon={<FilterRegular />}>
        {(close) => editor(null, close)}
      </Unfold>
      {isNarrowed(search, usual) && (
        <Button appearance="subtle" onClick={onClear}>
          <Trans>Clear filters</Trans>
        </Button>
      )}
    </search>
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
    <Input
      type="search"
      className={styles.search}
      aria-label={t`Search by name`}
      placeholder={t`Search by name`}
      value={text}
      contentBefore={<SearchRegular aria-hidden />}
      onChange={(_event, data) => setText(data.value)}
    />
  );
}
