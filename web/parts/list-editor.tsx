import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular, DismissRegular } from '@fluentui/react-icons';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useAnnounce } from '../app/announcer.tsx';
import { useFieldProblem } from './form.tsx';

const useStyles = makeStyles({
  box: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: '12px' },
  row: { display: 'flex', alignItems: 'end', gap: '8px', minWidth: 0 },
  field: { flex: '1 1 auto', maxWidth: '420px', minWidth: 0 },
  input: { minWidth: 0, width: '100%' },
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '6px',
    maxHeight: '220px',
    overflowY: 'auto',
    scrollbarWidth: 'thin',
  },
  item: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '2px',
    maxWidth: '100%',
    minHeight: '30px',
    boxSizing: 'border-box',
    paddingLeft: '10px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground6,
    overflowWrap: 'anywhere',
  },
  count: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
});

type Props = {
  /** The setting, as the server names it when something in it does not fit. */
  readonly name: string;
  readonly label: string;
  readonly placeholder: string;
  readonly items: readonly string[];
  readonly error: unknown;
  /** Whether spaces and commas part entries, or belong to them. */
  readonly isOneWord?: boolean;
  readonly onChange: (items: string[]) => void;
};

/** A list of texts: added one by one, or many at once from the clipboard, and taken away one by one. */
export function ListEditor({
  name,
  label,
  placeholder,
  items,
  error,
  isOneWord = true,
  onChange,
}: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const announce = useAnnounce();
  const [typed, setTyped] = useState('');
  const problem = useFieldProblem(error);
  const add = (text: string) => {
    const given = text.split(isOneWord ? /[\s,;]+/ : /\n+/).map((part) => part.trim());
    const fresh = given.filter((part) => part !== '' && !items.includes(part));
    setTyped('');
    if (fresh.length > 0) onChange([...items, ...new Set(fresh)]);
  };
  return (
    <div className={styles.box}>
      <div className={styles.row}>
        <Field label={label} className={styles.field} {...problem(name)}>
          <Input
            className={styles.input}
            value={typed}
            placeholder={placeholder}
            onChange={(_event, { value }) => setTyped(value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              add(typed);
            }}
            onPaste={(event) => {
              const text = event.clipboardData.getData('text/plain');
              if (!/\n/.test(text.trim())) return;
              event.preventDefault();
              add(text);
            }}
          />
        </Field>
        <Button
          icon={<AddRegular />}
          disabled={typed.trim() === ''}
          aria-label={t`Add to: ${label}`}
          onClick={() => add(typed)}
        >
          <Trans>Add</Trans>
        </Button>
      </div>
      {items.length > 0 && (
        <ul className={styles.list} aria-label={t`Listed: ${label}`}>
          {items.map((item) => (
            <li key={item} className={styles.item}>
              {item}
              <Button
                size="small"
                appearance="transparent"
                icon={<DismissRegular />}
                aria-label={t`Remove ${item}`}
                onClick={() => {
                  onChange(items.filter((one) => one !== item));
                  announce(t`Removed: ${item}`);
                }}
              />
            </li>
          ))}
        </ul>
      )}
      <p className={styles.count}>
        {items.length === 0 ? (
          <Trans>None yet</Trans>
        ) : (
          <Plural value={items.length} one="# entry" other="# entries" />
        )}
      </p>
    </div>
  );
}
