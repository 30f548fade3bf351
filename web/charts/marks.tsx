import { makeStyles, tokens } from '@fluentui/react-components';
import { type KeyboardEvent, type ReactNode, useState } from 'react';

/** One thing of a chart that can be pointed at: a strip of its full height. */
export type Mark = {
  readonly key: string;
  /** Pixels from the left. */
  readonly x: number;
  readonly width: number;
  /** What a screen reader says. */
  readonly label: string;
  readonly tip: ReactNode;
};

const tipWidth = 190;

const useStyles = makeStyles({
  layer: { position: 'absolute', inset: 0 },
  mark: {
    position: 'absolute',
    top: 0,
    bottom: 0,
    padding: 0,
    border: 'none',
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: 'transparent',
    cursor: 'pointer',
    ':hover': { backgroundColor: 'color-mix(in srgb, currentColor 7%, transparent)' },
    ':focus-visible': {
      outline: `2px solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '-1px',
    },
  },
  tip: {
    position: 'absolute',
    zIndex: 3,
    bottom: 'calc(100% - 12px)',
    width: `${tipWidth}px`,
    boxSizing: 'border-box',
    padding: '10px 12px',
    borderRadius: tokens.borderRadiusMedium,
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    fontVariantNumeric: 'tabular-nums',
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow16,
    pointerEvents: 'none',
  },
});

type Props = {
  readonly marks: readonly Mark[];
  readonly width: number;
  readonly onOpen: (key: string) => void;
};

/**
 * Real buttons over a drawing: one stop for the tab key, arrows from mark to mark, Enter opens. What is pointed at or
 * focused is told in a box that stays inside the chart.
 */
export function Marks({ marks, width, onOpen }: Props) {
  const styles = useStyles();
  const [entry, setEntry] = useState<string | null>(null);
  const [told, setTold] = useState<string | null>(null);
  const entryMark = marks.find(({ key }) => key === entry) ?? marks.at(-1);
  const toldMark = marks.find(({ key }) => key === told);
  const left = (mark: Mark) =>
    Math.max(0, Math.min(width - tipWidth, mark.x + mark.width / 2 - tipWidth / 2));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys of the buttons in it.
    <div className={styles.layer} onKeyDown={walk} onMouseLeave={() => setTold(null)}>
      {marks.map((mark) => (
        <button
          key={mark.key}
          type="button"
          className={styles.mark}
          style={{ left: mark.x, width: mark.width }}
          tabIndex={mark === entryMark ? 0 : -1}
          aria-label={mark.label}
          onMouseEnter={() => setTold(mark.key)}
          onFocus={() => {
            setEntry(mark.key);
            setTold(mark.key);
          }}
          onBlur={() => setTold(null)}
          onClick={() => onOpen(mark.key)}
        />
      ))}
      {toldMark !== undefined && (
        <div className={styles.tip} style={{ left: left(toldMark) }} aria-hidden="true">
          {toldMark.tip}
        </div>
      )}
    </div>
  );
}

function walk(event: KeyboardEvent<HTMLDivElement>) {
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const place = buttons.findIndex((button) => button.matches(':focus'));
  if (event.key === 'Escape' && document.activeElement instanceof HTMLElement) {
    document.activeElement.blur();
    return;
  }
  const next = {
    ArrowRight: place + 1,
    ArrowLeft: place - 1,
    Home: 0,
    End: buttons.length - 1,
  }[event.key];
  const button = next === undefined ? undefined : buttons[next];
  if (button === undefined) return;
  event.preventDefault();
  button.focus();
}
