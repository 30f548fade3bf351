import { Combobox, makeStyles, Option, tokens } from '@fluentui/react-components';
import { useState } from 'react';

export type Choice = {
  readonly id: string;
  readonly name: string;
  /** What tells it from others of that name. */
  readonly beside?: string | null;
};

const useStyles = makeStyles({
  // Above what the dialog's own edges would cut off.
  list: { maxHeight: 'min(320px, 50vh)', overflowWrap: 'anywhere' },
  input: { minWidth: 0, width: '100%' },
  beside: { color: tokens.colorNeutralForeground3 },
});

type Props = {
  readonly chosen: Choice | null;
  /** What fits the text that was typed; null: that is not known yet. */
  readonly choices: readonly Choice[] | null;
  /** Said while there is no answer, when nothing fits, and in place of a choice. */
  readonly words: { readonly waiting: string; readonly none: string; readonly empty: string };
  readonly onSearch: (text: string) => void;
  readonly onChoose: (choice: Choice | null) => void;
};

/**
 * One of many, found by typing a part of its name. What is typed and not chosen is forgotten; emptied, nothing is chosen.
 */
export function Picker({ chosen, choices, words, onSearch, onChoose }: Props) {
  const styles = useStyles();
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const search = (text: string | null) => {
    setTyped(text);
    onSearch((text ?? '').trim());
  };
  return (
    <Combobox
      freeform
      clearable
      // In the browser's own dialog nothing outside of it can be reached.
      inlinePopup
      positioning={{ strategy: 'fixed', autoSize: 'height', matchTargetSize: 'width' }}
      className={styles.input}
      listbox={{ className: styles.list }}
      placeholder={words.empty}
      value={typed ?? chosen?.name ?? ''}
      selectedOptions={chosen === null ? [] : [chosen.id]}
      open={isOpen}
      onOpenChange={(_event, { open }) => setOpen(open)}
      onChange={({ target }) => {
        search(target.value);
        // Not every keyboard tells of keys.
        setOpen(true);
        if (target.value === '') onChoose(null);
      }}
      onOptionSelect={(event, { optionValue }) => {
        // To type on takes the choice back, too, but not what is being typed.
        if (optionValue !== undefined || event.type === 'click') search(null);
        onChoose(choices?.find(({ id }) => id === optionValue) ?? null);
      }}
      onBlur={() => search(null)}
    >
      {choices?.map(({ id, name, beside = null }) => (
        <Option key={id} value={id} text={name}>
          <span>
            {name}
            {beside !== null && <span className={styles.beside}> · {beside}</span>}
          </span>
        </Option>
      ))}
      {(choices === null || choices.length === 0) && (
        <Option key="" value="" disabled text="">
          {choices === null ? words.waiting : words.none}
        </Option>
      )}
    </Combobox>
  );
}
