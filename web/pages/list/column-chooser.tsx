import {
  Button,
  Checkbox,
  Input,
  makeStyles,
  mergeClasses,
  tokens,
} from '@fluentui/react-components';
import {
  AddRegular,
  ArrowDownRegular,
  ArrowUpRegular,
  ReOrderDotsVerticalRegular,
  SubtractRegular,
} from '@fluentui/react-icons';
import { Trans, useLingui } from '@lingui/react/macro';
import { type DragEvent, useState } from 'react';
import { useAnnounce } from '../../app/announcer.tsx';
import { moved, placed, withinLimits } from './chosen-columns.ts';
import type { Column } from './column.ts';
import { type ColumnWords, useColumnWords } from './column-words.ts';

const useStyles = makeStyles({
  panel: { display: 'grid', gap: '10px', width: '380px', maxWidth: '100%' },
  heading: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  item: {
    display: 'grid',
    gridTemplateColumns: '20px 1fr auto',
    alignItems: 'center',
    minHeight: '32px',
    borderRadius: tokens.borderRadiusMedium,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  grip: { color: tokens.colorNeutralForeground3, cursor: 'grab' },
  under: { boxShadow: `inset 0 2px 0 ${tokens.colorBrandStroke1}` },
  tools: { display: 'flex' },
});

type Props = {
  /** All there are, and those that are shown in their order. */
  readonly all: readonly Column[];
  readonly shown: readonly Column[];
  readonly onChange: (ids: readonly string[]) => void;
  readonly onWidth: (id: string, width: number) => void;
  readonly onReset: () => void;
};

/** Which columns are shown, their order by drag or by buttons, and their widths. What is done is seen at once. */
export function ColumnChooser({ all, shown, onChange, onWidth, onReset }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const words = useColumnWords();
  const [text, setText] = useState('');
  const ids = shown.map(({ id }) => id);
  const others = all.filter(({ id }) => !ids.includes(id));
  const fits = (column: Column) => nameHas(words, column, text);
  return (
    <div className={styles.panel}>
      <Input
        type="search"
        aria-label={t`Search columns`}
        placeholder={t`Search columns`}
        value={text}
        onChange={(_event, { value }) => setText(value)}
      />
      <p className={styles.heading}>
        <Trans>Shown, from left to right</Trans>
      </p>
      <ShownColumns shown={shown.filter(fits)} ids={ids} onChange={onChange} onWidth={onWidth} />
      <div>
        <Button size="small" onClick={onReset}>
          <Trans>Usual columns and widths</Trans>
        </Button>
      </div>
      {others.some(fits) && (
        <p className={styles.heading}>
          <Trans>More columns</Trans>
        </p>
      )}
      <ul>
        {others.filter(fits).map((column) => (
          <li key={column.id}>
            <Checkbox
              checked={false}
              label={words.name(column)}
              onChange={() => onChange([...ids, column.id])}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

type ShownProps = Pick<Props, 'shown' | 'onChange' | 'onWidth'> & {
  readonly ids: readonly string[];
};

function ShownColumns({ shown, ids, onChange, onWidth }: ShownProps) {
  const styles = useStyles();
  const { t } = useLingui();
  const words = useColumnWords();
  const announce = useAnnounce();
  const [dragged, setDragged] = useState<string | null>(null);
  const [under, setUnder] = useState<string | null>(null);
  const move = (id: string, by: -1 | 1) => {
    const next = moved(ids, id, by);
    const place = next.indexOf(id) + 1;
    onChange(next);
    announce(t`Column ${place} of ${next.length}`);
  };
  const drop = (event: DragEvent, id: string) => {
    event.preventDefault();
    if (dragged !== null) onChange(placed(ids, dragged, ids.indexOf(id)));
    setDragged(null);
    setUnder(null);
  };
  return (
    <ul>
      {shown.map((column) => {
        const { id, width } = column;
        const name = words.name(column);
        const isName = id === 'name';
        return (
          <li
            key={id}
            className={mergeClasses(styles.item, under === id && styles.under)}
            draggable={!isName}
            onDragStart={() => setDragged(id)}
            onDragEnd={() => {
              setDragged(null);
              setUnder(null);
            }}
            onDragOver={(event) => {
              if (dragged === null || isName) return;
              event.preventDefault();
              setUnder(id);
            }}
            onDrop={(event) => drop(event, id)}
          >
            <span className={styles.grip} aria-hidden="true">
              {!isName && <ReOrderDotsVerticalRegular />}
            </span>
            <Checkbox
              checked
              disabled={isName}
              label={name}
              onChange={() => onChange(ids.filter((one) => one !== id))}
            />
            <span className={styles.tools}>
              {!isName && (
                <>
                  <Tool
                    label={t`Move ${name} to the left`}
                    icon={<ArrowUpRegular />}
                    onClick={() => move(id, -1)}
                  />
                  <Tool
                    label={t`Move ${name} to the right`}
                    icon={<ArrowDownRegular />}
                    onClick={() => move(id, 1)}
                  />
                </>
              )}
              <Tool
                label={t`Make ${name} narrower`}
                icon={<SubtractRegular />}
                onClick={() => onWidth(id, withinLimits(width - 16))}
              />
              <Tool
                label={t`Make ${name} wider`}
                icon={<AddRegular />}
                onClick={() => onWidth(id, withinLimits(width + 16))}
              />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

type ToolProps = {
  readonly label: string;
  readonly icon: React.ReactElement;
  readonly onClick: () => void;
};

function Tool({ label, icon, onClick }: ToolProps) {
  return (
    <Button
      appearance="subtle"
      size="small"
      icon={icon}
      aria-label={label}
      title={label}
      onClick={onClick}
    />
  );
}

function nameHas(words: ColumnWords, column: Column, text: string): boolean {
  return words.name(column).toLocaleLowerCase().includes(text.trim().toLocaleLowerCase());
}
