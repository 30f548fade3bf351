import { Field, Input, makeStyles } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import type { Collection } from '../../../src/contract/api.ts';
import type { ListFilters } from '../../app/list-search.ts';
import { isDay } from '../../days.ts';
import { useFilterWords } from './filter-words.ts';
import {
  boundsId,
  boundUnits,
  columnOfBounds,
  type FilterName,
  readBounds,
  withBound,
} from './filters.ts';

const useStyles = makeStyles({
  two: { display: 'grid', gridTemplateColumns: '1fr 1fr', gap: '12px' },
  title: { gridColumn: '1 / -1', fontWeight: 600 },
  input: { minWidth: 0 },
});

type Props = {
  readonly collection: Collection;
  readonly name: FilterName;
  readonly draft: ListFilters;
  readonly onDraft: (part: ListFilters) => void;
};

/** The least and the greatest value of a figure, or the first and the last day, in the unit of the column. */
export function BoundsEditor({ collection, name, draft, onDraft }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const words = useFilterWords(collection);
  const id = boundsId(name) ?? '';
  const kind = columnOfBounds(name, collection)?.bounds ?? 'number';
  const side = (end: 'min' | 'max', label: string) => {
    const bound = readBounds(draft[end]).get(id);
    return (
      <Field label={label}>
        <Input
          className={styles.input}
          type={kind === 'date' ? 'date' : 'number'}
          input={{ step: 'any' }}
          defaultValue={bound === undefined ? '' : written(bound, kind)}
          onChange={(_event, { value }) =>
            onDraft({ [end]: withBound(draft[end], id, asked(value, kind)) })
          }
        />
      </Field>
    );
  };
  return (
    <div className={styles.two}>
      <p className={styles.title}>{words.title(name)}</p>
      {side('min', t`From`)}
      {side('max', t`Up to`)}
    </div>
  );
}

type Kind = keyof typeof boundUnits | 'date';

/** A bound of the server in the unit of the column. */
function written(bound: string, kind: Kind): string {
  return kind === 'date' ? bound : String(round(Number(bound) / boundUnits[kind]));
}

/** What was typed in the unit of the server; null when it is nothing. */
function asked(value: string, kind: Kind): string | null {
  if (kind === 'date') return isDay(value) ? value : null;
  const number = Number(value);
  return value === '' || Number.isNaN(number) ? null : String(round(number * boundUnits[kind]));
}

/** Without the dust of binary fractions. */
function round(value: number): number {
  return Number(value.toPrecision(12));
}
