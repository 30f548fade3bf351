import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactNode, useMemo } from 'react';
import { nodeRoom, type TieLink, type TieNode, tieLayout } from './tie-layout.ts';
import { useTip } from './tip.ts';
import { useWalk } from './use-walk.ts';
import { useWidth } from './use-width.ts';

export type TiePerson = TieNode & {
  readonly name: string;
  /** What a screen reader says: who it is, and all ties. */
  readonly label: string;
  /** What is told of them when they are pointed at. */
  readonly tip: ReactNode;
};

/** Not in the text, so that what is read is what is said. */
const initials = { '::before': { content: 'attr(data-initials)' } } as const;

const useStyles = makeStyles({
  box: { position: 'relative', minWidth: 0 },
  lines: { position: 'absolute', inset: 0 },
  person: {
    position: 'absolute',
    display: 'grid',
    justifyItems: 'center',
    alignContent: 'start',
    gap: '3px',
    width: `${nodeRoom.x * 2}px`,
    minHeight: '44px',
    padding: '2px 0',
    transform: 'translate(-50%, -20px)',
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    font: 'inherit',
    color: tokens.colorNeutralForeground1,
    backgroundColor: 'transparent',
    cursor: 'pointer',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    ':hover > span:last-child': { textDecoration: 'underline' },
    '&[aria-pressed="true"] > span:last-child': { fontWeight: 650 },
  },
  ours: {
    ...initials,
    display: 'grid',
    placeItems: 'center',
    width: '34px',
    height: '34px',
    boxSizing: 'border-box',
    borderRadius: '50%',
    fontSize: '12px',
    fontWeight: 600,
    color: 'var(--cardBackground)',
    backgroundColor: 'var(--kindEmail)',
  },
  theirs: {
    ...initials,
    display: 'grid',
    placeItems: 'center',
    width: '34px',
    height: '34px',
    boxSizing: 'border-box',
    borderRadius: '9px',
    fontSize: '12px',
    fontWeight: 600,
    color: tokens.colorNeutralForeground1,
    border: '2px solid var(--kindEmail)',
    backgroundColor: 'var(--cardBackground)',
  },
  name: {
    maxWidth: '100%',
    padding: '0 3px',
    boxSizing: 'border-box',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontSize: '12px',
    lineHeight: '16px',
    borderRadius: '4px',
    backgroundColor: 'color-mix(in srgb, var(--cardBackground) 82%, transparent)',
  },
  tip: { insetInlineStart: 0, bottom: 0, maxWidth: 'min(280px, 100%)' },
});

type Props = {
  readonly people: readonly TiePerson[];
  readonly links: readonly TieLink[];
  /** Key of who is open; null: nobody. */
  readonly open: string | null;
  readonly onOpen: (key: string) => void;
};

/** Ours as circles, theirs as squares; the stronger a tie, the thicker and shorter its line. */
export function TieGraph({ people, links, open, onOpen }: Props) {
  const styles = useStyles();
  const [box, width] = useWidth<HTMLDivElement>();
  const height = Math.min(460, 220 + people.length * 16);
  const places = useMemo(
    () => (width === 0 ? new Map() : tieLayout({ nodes: people, links }, { width, height })),
    [people, links, width, height],
  );
  const tip = useTip();
  const { told, onFrame, onPoint } = useWalk(
    people.map(({ key }) => key),
    people[0]?.key,
  );
  const toldPerson = people.find(({ key }) => key === told);
  const isNear = ({ from, to }: TieLink) => told === null || from === told || to === told;
  return (
    <div ref={box} className={styles.box} style={{ height }} {...onFrame}>
      <svg
        className={styles.lines}
        width={width}
        height={height}
        aria-hidden="true"
        focusable="false"
      >
        {links.map((link) => {
          const [from, to] = [places.get(link.from), places.get(link.to)];
          if (from === undefined || to === undefined) return null;
          return (
            <line
              key={`${link.from} ${link.to}`}
              x1={from.x}
              y1={from.y}
              x2={to.x}
              y2={to.y}
              stroke={isNear(link) ? 'var(--kindEmail)' : 'var(--gradeNone)'}
              strokeWidth={1.2 + link.strength / 14}
              strokeOpacity={isNear(link) ? 0.75 : 0.3}
              strokeDasharray={link.strength < 25 ? '4 4' : undefined}
              strokeLinecap="round"
            />
          );
        })}
      </svg>
      {people.map(({ key, side, name, label }) => {
        const place = places.get(key);
        if (place === undefined) return null;
        return (
          <button
            key={key}
            type="button"
            className={styles.person}
            style={{ left: place.x, top: place.y }}
            aria-label={label}
            aria-pressed={key === open}
            onClick={() => onOpen(key)}
            {...onPoint(key)}
          >
            <span
              className={side === 'us' ? styles.ours : styles.theirs}
              data-initials={initialsOf(name)}
              aria-hidden
            />
            <span className={styles.name}>{name}</span>
          </button>
        );
      })}
      {toldPerson !== undefined && (
        <div className={mergeClasses(tip, styles.tip)} aria-hidden="true">
          {toldPerson.tip}
        </div>
      )}
    </div>
  );
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /\p{L}/u.test(word));
  const letter = (word: string | undefined) => [...(word ?? '')][0]?.toUpperCase() ?? '';
  return words.length > 1 ? letter(words[0]) + letter(words.at(-1)) : letter(words[0]);
}
